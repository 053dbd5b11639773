/** A program in a terminal of its own (util-linux' `script`), on Linux: what stands on its screen, and keys for it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';

export interface Terminal {
  /** All that was written so far, as words with single spaces between them: a screen program moves the cursor instead of writing spaces. */
  screen(): string;
  /**
   * Waits until something is so, while pressing a key again and again where one is given.
   * @throws Error with the screen, when it is not so in time or the program has ended before
   */
  until(what: string, isSo: () => boolean, options?: { pressing?: string; seconds?: number }): Promise<void>;
  /** Waits until the program has ended. @returns its exit code; throws as `until` */
  ended(options?: { pressing?: string; seconds?: number }): Promise<number>;
  /** Ends it. */
  close(): void;
}

export const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

const esc = '\x1b';
/** What a terminal is asked where its cursor is with, and what it answers. */
const cursorQuestion = `${esc}[6n`;
const cursorAnswer = `${esc}[1;1R`;
/** Moves the cursor, deletes, sets colours and modes. */
const controls = new RegExp(`${esc}\\[[<=>?]?[\\d;]*[A-Za-z]`, 'g');

/** @param command for sh */
export function startInTerminal(command: string, { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }): Terminal {
  const arguments_ = [
    '--quiet',
    '--flush',
    '--return',
    '--command',
    `stty cols 110 rows 40; exec ${command}`,
    '/dev/null',
  ];
  const script = spawn('script', arguments_, {
    cwd,
    env: { ...env, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
  });
  let output = '';
  let answered = 0;
  let code: number | undefined;
  once(script, 'close').then(
    ([exit]) => {
      code = exit ?? 1;
    },
    (error: Error) => {
      output += `\n${error.message}`;
      code = 1;
    },
  );
  script.stdin.on('error', () => {}); // a key that comes when it has just ended
  script.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (; output.split(cursorQuestion).length - 1 > answered; answered += 1) script.stdin.write(cursorAnswer);
  });

  const screen = () => stripVTControlCharacters(output.replaceAll(controls, ' ')).replaceAll(/ +/g, ' ');
  const press = (key: string) => void script.stdin.write(key);

  async function wait(
    what: string,
    isSo: () => boolean,
    { pressing, seconds = 60 }: { pressing?: string; seconds?: number },
  ) {
    const begun = Date.now();
    let pressed = begun;
    while (!isSo()) {
      const passed = Math.round((Date.now() - begun) / 1000);
      const told = `; the end of its screen:\n${screen().slice(-6000)}`;
      if (code !== undefined)
        throw new Error(`The program ended with exit code ${code} before it was so that ${what}${told}`);
      if (passed > seconds) throw new Error(`After ${passed} s it is not so yet that ${what}${told}`);
      if (pressing !== undefined && Date.now() - pressed > 700) {
        press(pressing);
        pressed = Date.now();
      }
      await sleep(50);
    }
  }

  return {
    screen,
    until: (what, isSo, options = {}) => wait(what, isSo, options),
    async ended(options = {}) {
      await wait('the program has ended', () => code !== undefined, options);
      return code as number;
    },
    close: () => void script.kill(),
  };
}
