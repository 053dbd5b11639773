/** What a scripted conversation with the real Codex CLI is, and the words in which the table tells them. */
import type { ToolInput, ToolResult } from '../../../src/tools/contract.ts';
import type { Settings } from '../../../src/tools/settings.ts';
import { file, taskText } from '../../support/process-stage.ts';
import { claim, type Reply, type Script, type Turn } from '../../support/scripted-model.ts';
import type { TemporaryRepository } from '../../support/temporary-repository.ts';

/** One criterion, or as many as the task has, and all that comes of it. */
export interface Conversation {
  readonly name: string;
  /** Text of the task file; one criterion when not said. */
  readonly task?: string;
  /** What else is committed before. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether the repository has an upstream. */
  readonly origin?: boolean;
  /** Name of the repository's folder. */
  readonly folder?: string;
  prepare?(on: TemporaryRepository): void;
  readonly model: Script;
  readonly input?: Partial<Omit<ToolInput<'process_bug'>, 'item_id' | 'repo_path'>>;
  settings?(on: TemporaryRepository, own: Settings): Partial<Settings>;
  readonly expected: Expected;
  /** What else has to be so at the end. */
  also?(on: TemporaryRepository, result: ToolResult<'process_bug'>): void;
}

export interface Expected {
  readonly status: ToolResult<'process_bug'>['status'];
  /** What message and warnings say, each somewhere in them. */
  readonly says?: readonly string[];
  /** Commits after those that were there before: subject, then `git show --name-status`. */
  readonly commits: readonly (readonly string[])[];
  /** The task file, byte by byte: from the text before to the text after. */
  readonly bytes: (before: string) => string;
  /** Changes that are kept in refs, as `git show --name-status` of each ref has them; none when not said. */
  readonly kept?: readonly (readonly string[])[];
  /** `git status --porcelain` at the end; nothing when not said. */
  readonly left?: readonly string[];
}

/** The criterion of most conversations, and its work done. */
export const tag = 'Set the image tag to 1.5.0';
export const raise = "sed -i 's/1.4.0/1.5.0/' app.yaml";
export const task = taskText([tag]);

/** What stands in the expected bytes for the day and the minute of the run. */
export const [today, now] = ['TODAY', 'TODAY NOW'];

/** A file that only what runs outside the sandbox, or with the git folder open to it, can make. No conversation leaves it. */
export const mark = '.git/mark';

interface Part {
  /** Commands, one call each, in order. */
  readonly runs?: readonly string[];
  readonly says?: string;
  readonly summary?: string;
  /** What is cited, with exit code 0 or the one that is said; all that ran when not said. */
  readonly cites?: readonly (string | readonly [command: string, exitCode: number])[];
}

/** Runs the commands, then claims. */
export function agent({ runs = [], says = 'done', summary = 'As asked.', cites = runs }: Part): Script {
  return ({ outputs }): Reply => {
    const next = runs[outputs.length];
    if (next !== undefined) return { commands: [next] };
    const evidence = cites.map((cited) => {
      const [command, exit_code] = typeof cited === 'string' ? [cited, 0] : cited;
      return { command, exit_code, observation: 'as asked' };
    });
    return { message: claim({ status: says, summary, evidence }) };
  };
}

/** One script for the first try, another for the second. */
export function twice(first: Script, second: Script): Script {
  return (turn) => (isSecondTry(turn) ? second : first)(turn);
}

function isSecondTry({ prompt }: Turn): boolean {
  return prompt.includes('## The try before this one failed');
}

/** Gives that reply so many times, then plays the script. */
export function after(times: number, reply: Reply, script: Script): Script {
  let asked = 0;
  return (turn) => {
    asked += 1;
    return asked <= times ? reply : script(turn);
  };
}

/** One script for each criterion. */
export function each(scripts: Readonly<Record<string, Script>>): Script {
  return (turn) => {
    const asked = turn.prompt.slice(turn.prompt.lastIndexOf('\nCriterion: ') + '\nCriterion: '.length);
    const script = scripts[asked.split('\n')[0] ?? ''];
    return script?.(turn) ?? { httpStatus: 400, body: { error: { message: `no script for ${asked}` } } };
  };
}

/** The commit of a criterion that is done. */
export function done(criterion: string, ...paths: readonly string[]): readonly string[] {
  return [`feat(TASK-001): ${criterion}`, ...[...paths, `M\t${file}`].toSorted(byPath)];
}

/** The commit that logs why a criterion was not reached. */
export function logged(criterion: string): readonly string[] {
  return [`chore(TASK-001): log failed criterion: ${criterion}`, `M\t${file}`];
}

function byPath(one: string, other: string): number {
  return one.slice(2) < other.slice(2) ? -1 : 1;
}

export const untouched = (before: string): string => before;

/** The task file after all these, in order. */
export function edits(...steps: readonly ((before: string) => string)[]): (before: string) => string {
  return (before) => steps.reduce((text, step) => step(text), before);
}

/** Ticked, dated and logged. */
export function ticked(criterion: string, summary = 'As asked.', how = 'Done'): (before: string) => string {
  return edits(
    (before) => before.replace(`- [ ] ${criterion}`, () => `- [x] ${criterion}`),
    entry(`${how}: ${criterion} – ${summary}`),
  );
}

/** Dated and logged; the box stays open. */
export function failed(criterion: string, reason: string, tries = '2 tries'): (before: string) => string {
  return entry(`Failed after ${tries}: ${criterion} – ${reason}`);
}

/** The same, of two tries that did the same. */
export function stuck(
  criterion: string,
  reason: string,
  { ran = true, changed = false }: { ran?: boolean; changed?: boolean } = {},
): (before: string) => string {
  const did = ran ? 'the same commands with the same exit codes' : 'nothing';
  const made = changed ? 'the same changes' : 'no change of a file';
  return failed(criterion, `Stuck: both tries ran ${did} and made ${made}. ${reason}`);
}

/** A line at the end of the log, and the date. */
function entry(text: string): (before: string) => string {
  const lastEntry = /^(- .*?(?:\d\d:\d\d|NOW): .*?(\r?\n))(?!- )/m;
  return (before) =>
    before
      .replace(/^updated: .*?(?=\r?$)/m, `updated: ${today}`)
      .replace(lastEntry, (_, last, end) => `${last}- ${now}: ${text}${end}`);
}
