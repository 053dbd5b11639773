/** One prompt in one fresh Codex process. */
import { type BusyTime, BusyTimes } from './busy-times.ts';
import { errorWords } from './codex-error.ts';
import type { EndedEarly } from './ended-early.ts';
import { type CodexEvent, isUnknownWork, parseEvent } from './events.ts';
import { redact } from './redact.ts';
import type { CodexStandby } from './standby.ts';
import type { CodexStart } from './start.ts';

export interface CodexRequest extends CodexStart {
  readonly prompt: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends Codex before its time; the reason is an `EndedEarly`. */
  readonly early?: AbortSignal;
  /** Where a process may wait that was started ahead, and where one is started. */
  readonly standby: CodexStandby;
  onEvent(event: CodexEvent): void;
}

export interface RanCommand {
  readonly command: string;
  /** Null when it was still running when Codex ended. */
  readonly exitCode: number | null;
}

interface Seen {
  /** Last message of the agent. */
  readonly message: string | undefined;
  /** Whether the agent began nothing after that message. */
  readonly isFinal?: boolean;
  /** Whether the model had its say; what fails or hangs after that is the process. */
  readonly turnCompleted?: boolean;
  readonly commands: readonly RanCommand[];
  /** Files that the agent changed with its own editing tool, as it names them. */
  readonly changedFiles: readonly string[];
  /** When it could write. */
  readonly busy: readonly BusyTime[];
  readonly tokens: { readonly input: number; readonly output: number };
}

export type CodexOutcome = Seen &
  (
    | { readonly ending: 'completed' }
    /** `reconnecting`: what Codex said last, when it was waiting for its model at the end. */
    | { readonly ending: 'timed_out'; readonly error: string; readonly reconnecting?: string }
    | { readonly ending: EndedEarly['ending']; readonly error: string }
    | { readonly ending: 'failed'; readonly error: string }
  );

/**
 * Runs Codex to its end; no process of it is left when this resolves.
 * @throws the signal's reason when it was cancelled
 */
export async function runCodex(request: CodexRequest): Promise<CodexOutcome> {
  request.signal.throwIfAborted();
  const observer = observe();
  const codex = await request.standby.take(request);
  const end = await codex.run({
    input: request.prompt,
    timeoutMs: request.timeoutMs,
    signal: request.signal,
    ...(request.early === undefined ? {} : { stop: request.early }),
    onLine: (line) => {
      const event = parseEvent(line);
      if (event === undefined) {
        if (isUnknownWork(line)) observer.unknown();
        return;
      }
      observer.see(event);
      request.onEvent(event);
    },
  });
  const seen = observer.seen();
  if (end.ending === 'cancelled') throw request.signal.reason;
  if (end.ending === 'stopped' && request.early !== undefined) {
    const { ending, message }: EndedEarly = request.early.reason;
    return { ...seen, ending, error: redact(message) };
  }
  if (end.ending === 'timed_out') {
    const limit = Math.round(request.timeoutMs / 1000);
    const said = observer.lastWord();
    const reconnecting = said === undefined ? {} : { reconnecting: redact(`Codex could not reach its model: ${said}`) };
    return { ...seen, ending: 'timed_out', error: `Not finished within ${limit} s.`, ...reconnecting };
  }
  const failure = observer.failure();
  if (failure !== undefined) return { ...seen, ending: 'failed', error: redact(`Codex gave up: ${failure}`) };
  if (end.exitCode !== 0 || !seen.turnCompleted) {
    const cause = errorWords(end.stderr) || observer.notice() || 'It said nothing.';
    const error = redact(`Codex ended with exit code ${end.exitCode}: ${cause}`);
    return { ...seen, ending: 'failed', error };
  }
  return { ...seen, ending: 'completed' };
}

/** Gathers from the events what the judge needs. */
function observe() {
  const commands = new Map<string, RanCommand>();
  const changedFiles = new Set<string>();
  const busy = new BusyTimes(Date.now());
  let message: string | undefined;
  let tokens = { input: 0, output: 0 };
  let failure: string | undefined;
  let notice: string | undefined;
  let lastWord: string | undefined;
  let isFinal = false;
  let turnCompleted = false;
  const begun = new Set<string>();
  return {
    see(event: CodexEvent): void {
      busy.see(event, Date.now());
      lastWord = event.type === 'error' ? event.message : undefined;
      if (event.type === 'turn.failed') failure = event.error.message;
      else if (event.type === 'turn.completed') {
        turnCompleted = true;
        tokens = { input: event.usage.input_tokens, output: event.usage.output_tokens };
      } else if (event.type === 'error') {
        notice = event.message;
      } else {
        const { item } = event;
        if (item.type === 'agent_message' && event.type === 'item.completed') {
          message = item.text;
          isFinal = true;
        } else if (item.type !== 'reasoning' && item.type !== 'error' && !begun.has(item.id)) {
          begun.add(item.id);
          isFinal = false;
        }
        if (item.type === 'file_change') for (const { path } of item.changes) changedFiles.add(path);
        if (item.type === 'command_execution') {
          commands.set(item.id, { command: item.command, exitCode: item.exit_code });
        }
      }
    },
    unknown: () => busy.unknown(),
    seen: (): Seen => ({
      ...{ message, isFinal, turnCompleted, tokens },
      commands: [...commands.values()],
      changedFiles: [...changedFiles],
      busy: busy.times(Date.now()),
    }),
    failure: () => failure,
    /** The last error that Codex reported without ending by it. */
    notice: () => notice,
    /** The same, when nothing came after it: Codex waits for its model. */
    lastWord: () => lastWord,
  };
}
