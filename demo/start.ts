/** `npm start`: the demo in VS Code in the browser; `--headless` in the terminal; `--real` with the user's own Codex and cluster. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { agreeOnCluster } from './agree-on-cluster.ts';
import { type Demo, startDemo, startRealDemo } from './demo.ts';
import { openEditor } from './open-editor.ts';
import { buildExtension } from './pack-extension.ts';

const usage = `npm start                        the demo in VS Code in your browser
npm start -- --headless [TASK]   the same job in this terminal (TASK-004)
npm start -- --real              with your own Codex login and kube context; Codex can change that cluster,
                                 so it asks first (--yes: do not ask)
npm start -- --port 8080         port of the editor (any free one)
npm start -- --no-open           do not open a browser`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const agreement = values.real ? await agreeOnCluster(values.yes) : undefined;
  if (agreement?.status === 'refused') {
    console.error(agreement.message);
    return agreement.exitCode;
  }
  console.log('Building …');
  if (values.headless) await buildExtension();
  const pace = values.headless ? { replyMs: 0, startMs: 1000 } : { replyMs: 900, startMs: 2000 };
  const demo = agreement === undefined ? await startDemo(pace) : await startRealDemo(agreement.cluster);
  try {
    if (values.headless) return await processInTerminal(demo, positionals[0] ?? 'TASK-004');
    const editor = await openEditor(demo, { port: Number(values.port), open: !values['no-open'] });
    try {
      console.log(guide(demo, editor.where));
      await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
      console.log('\nEnding …');
    } finally {
      await editor.close();
    }
    return 0;
  } finally {
    await demo.close();
  }
}

function readArguments() {
  try {
    const read = parseArgs({
      allowPositionals: true,
      options: {
        headless: { type: 'boolean', default: false },
        real: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
      },
    });
    if (!/^\d{1,5}$/.test(read.values.port)) throw new Error(`--port is "${read.values.port}"; it must be a number.`);
    return read;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

function guide(demo: Demo, where: string): string {
  return `
Agent Toolkit demo
  Open      ${where}
  Files     ${demo.repository}
${demo.facts.map((fact) => `  ${fact}`).join('\n')}

  1. Click the Agent Toolkit icon in the activity bar on the left: the Task Queue opens.
  2. Point at TASK-004 and press its triangle, Process Task, then Begin: 0/3 becomes 3/3, one commit for each criterion.
  3. The status bar shows the verification; Output, "Agent Toolkit: Codex" holds the transcript.

Ctrl-C ends everything.`;
}

/** The command line does the job with its own output; then git tells what came of it. */
async function processInTerminal(demo: Demo, task: string): Promise<number> {
  console.log(`Files     ${demo.repository}\n${demo.facts.join('\n')}\n`);
  const root = join(import.meta.dirname, '..');
  const command = [join(root, 'dist', 'cli.js'), 'process', task, `--repo=${demo.repository}`, ...demo.flags];
  const code = await runHere(process.execPath, command, demo.env);
  // Without the first commit, which is the repository as it was.
  console.log('\ngit log --oneline --stat');
  await runHere('git', ['-C', demo.repository, '--no-pager', 'log', '--oneline', '--stat', '--min-parents=1'], {});
  return code;
}

/** Runs a command with this terminal; a signal reaches it by itself, and it decides how it ends. */
async function runHere(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const ignore = () => {};
  process.on('SIGINT', ignore);
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const forward = () => child.kill('SIGTERM');
  process.once('SIGTERM', forward);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', ignore);
  process.off('SIGTERM', forward);
  return code ?? 130;
}

process.exit(await main());
