/** A terminal that a program which was ended has left as it had it. */
import { spawnSync } from 'node:child_process';

/** The main screen, the cursor, pasting and keys as usual. */
const usual = '\x1b[?1049l\x1b[?25h\x1b[?2004l\x1b[<u\r\n';

/** Remembers how the terminal is. @returns makes it so again */
export function keepTerminal(): () => void {
  const { stdout } = spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' });
  const state = stdout?.trim() ?? '';
  return () => {
    process.stdout.write(usual);
    if (state !== '') spawnSync('stty', [state], { stdio: ['inherit', 'ignore', 'ignore'] });
  };
}
