/** A task in a repository, the real Codex CLI and a scripted model: what the tests of process_bug play on. */
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { ToolInput } from '../../src/tools/contract.ts';
import { processBug } from '../../src/tools/process-bug.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { Progress, ToolContext } from '../../src/tools/toolbox.ts';
import { codexBinary, temporaryCodexHome } from './codex-home.ts';
import { claim, type Reply, type Script, type ScriptedModel, startScriptedModel } from './scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

/** The task that the tests work on. */
export const file = 'tasks/active/TASK-001.md';

/** A task with odd spacing, a comment, trailing blanks and CRLF nowhere but where it is asked for. */
export function taskText(criteria: readonly string[], frontMatter: readonly string[] = []): string {
  return [
    '---',
    'id: TASK-001',
    'title:   Roll out the shop  # spaced on purpose',
    'status: active',
    'priority: high',
    'created: 2026-01-01',
    'updated: 2026-01-01',
    'labels: [configuration]',
    ...frontMatter,
    '---',
    '',
    '## Description',
    '',
    'Trailing blanks stay.   ',
    '',
    '## Acceptance Criteria',
    '',
    ...criteria.map((criterion) => `- [ ] ${criterion}`),
    '',
    '## Progress Log',
    '',
    '- 2026-01-01 09:00: Task created',
    '',
    '## Notes',
    '',
    'No newline at the end',
  ].join('\n');
}

export interface Stage {
  readonly on: TemporaryRepository;
  readonly model: ScriptedModel;
  readonly settings: Settings;
  readonly progress: Progress[];
  readonly transcript: string[];
  readonly context: ToolContext;
  readonly controller: AbortController;
}

export const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export interface PreparedStage extends Stage {
  /** What the environment of the engine has to hold. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly origin?: boolean;
  /** Name of the repository's folder. */
  readonly name?: string;
}

/**
 * All that a test plays on but the environment, which all tests of a process share.
 * @param tasks the text of the one task, or files by their path
 */
export async function prepareStage(
  script: Script,
  tasks: string | Readonly<Record<string, string>>,
  options: StageOptions = {},
): Promise<PreparedStage> {
  const files = typeof tasks === 'string' ? { [file]: tasks } : tasks;
  const on = temporaryRepository({ ...files, 'app.yaml': 'tag: 1.4.0\nreplicas: 1\n', 'mine.txt': 'mine\n' }, options);
  const model = await startScriptedModel(script);
  const controller = new AbortController();
  const progress: Progress[] = [];
  const transcript: string[] = [];
  const context: ToolContext = {
    signal: controller.signal,
    progress: (entry) => progress.push(entry),
    log: (channel, _level, line) => channel === 'codex' && transcript.push(line),
  };
  // Nobody waits for what a test has broken.
  const settings = { ...defaultSettings, codexPath: codexBinary, codexConfig: model.codexConfig, waitMinutes: 0 };
  const environment = { ...model.env, KUBECONFIG: join(on.root, '.git/no-kubeconfig') };
  const close = async () => {
    await model.close();
    on.remove();
  };
  return { on, model, settings, progress, transcript, context, controller, environment, close };
}

/** The same, in an environment that is put back after the test. */
export async function stage(...parts: Parameters<typeof prepareStage>): Promise<Stage> {
  const { environment, close, ...prepared } = await prepareStage(...parts);
  const home = temporaryCodexHome();
  const all = { ...environment, CODEX_HOME: home.path };
  const previous = Object.keys(all).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, all);
  cleanUps.push(close, home.remove, () => {
    for (const [name, value] of previous) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  return prepared;
}

export function processTask(on: Stage, input: Omit<Partial<ToolInput<'process_bug'>>, 'repo_path'> = {}) {
  return processBug({ item_id: 'TASK-001', repo_path: on.on.root, ...input }, on.settings, on.context);
}

/** Replies by the criterion in the prompt: run the commands one after the other, then claim what they showed. */
export function byCriterion(
  replies: Readonly<Record<string, { commands: string[]; status?: string; cite?: string[] }>>,
): Script {
  return ({ prompt, outputs }): Reply => {
    const criterion =
      /^Criterion: (.*)$/m.exec(prompt.slice(prompt.lastIndexOf('## Criterion to reach now')))?.[1] ?? '';
    const reply = replies[criterion];
    if (reply === undefined) return { httpStatus: 400, body: { error: { message: `no reply for "${criterion}"` } } };
    const next = reply.commands[outputs.length];
    if (next !== undefined) return { commands: [next] };
    const evidence = (reply.cite ?? reply.commands).map((command) => ({
      command,
      exit_code: 0,
      observation: 'as asked',
    }));
    return { message: claim({ status: reply.status ?? 'done', summary: `Reached: ${criterion}`, evidence }) };
  };
}

export const three = ['Set the image tag to 1.5.0', 'Raise replicas to 3', 'Write the runbook'];
export const threeDone = byCriterion({
  'Set the image tag to 1.5.0': { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml", 'grep 1.5.0 app.yaml'] },
  'Raise replicas to 3': { commands: ["sed -i 's/replicas: 1/replicas: 3/' app.yaml"] },
  'Write the runbook': {
    commands: ["mkdir -p docs && echo 'Roll back: revert.' > docs/runbook.md", 'cat docs/runbook.md'],
  },
});

export const log = (on: TemporaryRepository, format: string) =>
  on.git('log', '--reverse', `--format=${format}`, 'HEAD');
export const leftovers = (on: TemporaryRepository) =>
  on.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit');
