/** .agent-state.json: where a session is, for people and for the session that goes on after an interruption. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ignoreMissing } from './missing-file.ts';
import { readRegular } from './regular-file.ts';
import { writeDurably } from './write-durably.ts';

/** Below the repository root. It is the toolkit's own: it never counts as an edit of the user's. */
export const stateFile = '.agent-state.json';

const stateShape = {
  session_id: z.string().nullable(),
  started_at: z.string().nullable(),
  tasks_processed: z.array(z.string()),
  tasks_completed: z.array(z.string()),
  tasks_blocked: z.array(z.string()),
  /** The task in work; null between two. */
  current_task: z.string().nullable(),
  /** Failures since the last task that was completed. */
  consecutive_failures: z.number().int().min(0),
  early_exit_triggered: z.boolean(),
  early_exit_reason: z.string().nullable(),
  /** The recorded kube context: the guard of the cluster goes by it where the team's file says nothing. */
  cluster_context: z.string().nullable(),
  /** Sessions' tries at a task that ended with an error, by its id; over all sessions, until it is completed. */
  attempt_count: z.record(z.string(), z.number().int().min(0)),
};
const stateSchema = z.object(stateShape);
export type SessionState = z.output<typeof stateSchema>;

/** Before the first session. */
export const emptyState: SessionState = {
  session_id: null,
  started_at: null,
  tasks_processed: [],
  tasks_completed: [],
  tasks_blocked: [],
  current_task: null,
  consecutive_failures: 0,
  early_exit_triggered: false,
  early_exit_reason: null,
  cluster_context: null,
  attempt_count: {},
};

/** The file as it is. */
export interface StateReading {
  readonly state: SessionState;
  /** What it holds besides, and in which order; empty where it is no JSON object. */
  readonly object: Readonly<Record<string, unknown>>;
  /** What of it cannot be read, for people; undefined where all can, or there is no file. */
  readonly problem: string | undefined;
}

/** Reads a text of the file; a key that is missing, or not of its kind, reads as before the first session. Pure. */
export function parseState(text: string): StateReading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { state: emptyState, object: {}, problem: `it is no valid JSON (${(error as Error).message})` };
  }
  const object = z.record(z.string(), z.unknown()).safeParse(value).data;
  if (object === undefined) return { state: emptyState, object: {}, problem: 'it is no JSON object' };
  const known = Object.entries(stateShape).map(([key, schema]) => ({ key, ...readKey(object[key], schema) }));
  const wrong = known.filter(({ isWrong }) => isWrong).map(({ key }) => key);
  const found = Object.fromEntries(known.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])));
  const problem =
    wrong.length === 0
      ? undefined
      : `${wrong.join(', ')} ${wrong.length === 1 ? 'is' : 'are'} not of the expected form`;
  return { state: { ...emptyState, ...found }, object, problem };
}

function readKey(value: unknown, schema: z.ZodType): { readonly value?: unknown; readonly isWrong: boolean } {
  if (value === undefined) return { isWrong: false };
  const { data, success } = schema.safeParse(value);
  return success ? { value: data, isWrong: false } : { isWrong: true };
}

/** Reads the file of a repository. @throws Error where there is one that the system does not let be read */
export async function readState(root: string): Promise<StateReading> {
  const file = join(root, stateFile);
  const bytes = await readRegular(file)
    .catch(ignoreMissing)
    .catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        `${file} cannot be read (${error.code ?? error.message}). Make it a file of yours, or remove it.`,
      );
    });
  if (bytes === undefined) return { state: emptyState, object: {}, problem: undefined };
  return parseState(bytes.toString('utf8'));
}

/** Where what was kept aside is, and what is to be told. */
export interface StateUpdate {
  readonly state: SessionState;
  readonly warning: string | undefined;
}

/**
 * Changes the file: what the change names is written, every other key stays, known or not. A file that cannot be read whole
 * is kept aside first.
 * @param commonDir the git folder that all worktrees share; what is kept aside lies below it
 * @throws Error naming the file where it cannot be read or written
 */
export async function updateState(
  root: string,
  commonDir: string,
  change: (state: SessionState) => Partial<SessionState>,
): Promise<StateUpdate> {
  const reading = await readState(root);
  const warning = reading.problem === undefined ? undefined : await keepAside(root, commonDir, reading.problem);
  const state = { ...reading.state, ...change(reading.state) };
  await writeState(root, { ...(reading.problem === undefined ? {} : emptyState), ...reading.object, ...state });
  return { state, warning };
}

/** Records the kube context that the user agreed to; every other key stays. @throws Error where the file is no JSON object */
export async function recordClusterContext(root: string, context: string): Promise<void> {
  const { object, problem } = await readState(root);
  const isObject = problem === undefined || Object.keys(object).length > 0;
  if (!isObject)
    throw new Error(`${join(root, stateFile)} is not usable: ${problem}. Mend or remove it, then try again.`);
  await writeState(root, { ...object, cluster_context: context });
}

async function writeState(root: string, object: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(root, stateFile);
  await writeDurably(file, `${JSON.stringify(object, null, 2)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `${file} cannot be written (${error.code ?? error.message}). Make its folder writable, then run again.`,
    );
  });
}

async function keepAside(root: string, commonDir: string, problem: string): Promise<string> {
  const folder = join(commonDir, 'agent-toolkit', 'kept');
  await mkdir(folder, { recursive: true });
  const kept = join(folder, `agent-state-${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
  await copyFile(join(root, stateFile), kept);
  return `${stateFile} could not be read whole: ${problem}. It is kept as ${kept}, and written anew.`;
}
