/** One prompt in one fresh Codex process. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorWords } from './codex-error.ts';
import type { EndedEarly } from './ended-early.ts';
import { type CodexEvent, parseEvent } from './events.ts';
import { runMarker } from './process-tree.ts';
import { redact } from './redact.ts';
import { supervise } from './supervise.ts';

export interface CodexRequest {
  readonly binary: string;
  readonly prompt: string;
  /** JSON schema of the last message. */
  readonly outputSchema: object;
  readonly cwd: string;
  /** Folder of this run for the prompt and the schema; not writable for the agent. */
  readonly runFolder: string;
  readonly env: NodeJS.ProcessEnv;
  /** `-c KEY=VALUE` of the user, in order. */
  readonly config: readonly string[];
  readonly model?: string;
  readonly profile?: string;
  readonly network: boolean;
  /** MCP servers of the user's configuration to switch off for this run. */
  readonly disabledServers: readonly string[];
  /** Variables that the agent's commands get on top of the core ones (PATH, HOME …). */
  readonly commandEnv: Readonly<Record<string, string>>;
  /** Value of the run marker. */
  readonly marker?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends Codex before its time; the reason is an `EndedEarly`. */
  readonly early?: AbortSignal;
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
  const schemaFile = join(request.runFolder, 'schema.json');
  const promptFile = join(request.runFolder, 'prompt.md');
  await writeFile(schemaFile, JSON.stringify(request.outputSchema));
  await writeFile(promptFile, request.prompt);
  const observer = observe();
  try {
    const end = await supervise({
      binary: request.binary,
      args: (marker) => [...codexArguments(request, schemaFile, marker), '-'],
      inputFile: promptFile,
      cwd: request.cwd,
      env: request.env,
      timeoutMs: request.timeoutMs,
      signal: request.signal,
      ...(request.marker === undefined ? {} : { marker: request.marker }),
      ...(request.early === undefined ? {} : { stop: request.early }),
      onLine: (line) => {
        const event = parseEvent(line);
        if (event === undefined) return;
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
      const reconnecting =
        said === undefined ? {} : { reconnecting: redact(`Codex could not reach its model: ${said}`) };
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
  } finally {
    await rm(promptFile, { force: true });
  }
}

/** All arguments but the prompt. Ours come last, so that nothing before them can loosen them. */
function codexArguments(request: CodexRequest, schemaFile: string, marker: string): string[] {
  const commandEnv = { ...request.commandEnv, [runMarker]: marker };
  const config = [
    ...request.config,
    `sandbox_workspace_write.network_access=${request.network}`,
    'shell_environment_policy.inherit="core"',
    `shell_environment_policy.set=${inlineTable(commandEnv)}`,
    ...request.disabledServers.map((name) => `mcp_servers.${name}.enabled=false`),
  ];
  return [
    'exec',
    '--json',
    '--ephemeral',
    '--color=never',
    `--sandbox=workspace-write`,
    `--cd=${request.cwd}`,
    `--output-schema=${schemaFile}`,
    ...(request.model === undefined ? [] : [`--model=${request.model}`]),
    ...(request.profile === undefined ? [] : [`--profile=${request.profile}`]),
    ...config.flatMap((entry) => ['-c', entry]),
  ];
}

/** A TOML inline table of strings; JSON's escapes are TOML's. */
function inlineTable(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}=${JSON.stringify(value)}`);
  return `{${entries.join(',')}}`;
}

/** Gathers from the events what the judge needs. */
function observe() {
  const commands = new Map<string, RanCommand>();
  const changedFiles = new Set<string>();
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
    seen: (): Seen => ({
      ...{ message, isFinal, turnCompleted, tokens },
      commands: [...commands.values()],
      changedFiles: [...changedFiles],
    }),
    failure: () => failure,
    /** The last error that Codex reported without ending by it. */
    notice: () => notice,
    /** The same, when nothing came after it: Codex waits for its model. */
    lastWord: () => lastWord,
  };
}
