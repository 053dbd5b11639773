/** Runs the npm that runs this, or the one on PATH, under the Node that runs this. */
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** @throws Error with npm's last lines when it fails */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  // npm run names its own script; without it npm is found beside Node or on PATH.
  const script = process.env['npm_execpath'];
  const [command, before] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const child = spawn(command, [...before, ...args], {
    cwd,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npm' && process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-8000);
    });
  }
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd} (exit code ${code}):\n${output.trim()}`);
}
