import { createInterface } from 'node:readline/promises';
import type { CliHost } from './cli-host.ts';
import { interruptible } from './interruption.ts';

/** Asks the person at the terminal; only `y` and `yes` are a yes. */
export async function ask(host: CliHost, question: string): Promise<boolean> {
  const tell = (text: string) => void host.stderr.write(`\n${text}\n`);
  const answer = await interruptible(host, tell, async (signal) => {
    // Not as a terminal: readline would take Ctrl-C for itself.
    const lines = createInterface({ input: host.stdin, output: host.stderr, terminal: false });
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    try {
      return (await Promise.race([lines.question(question, { signal }), closed])).trim();
    } finally {
      lines.close();
    }
  });
  return /^y(es)?$/i.test(answer);
}
