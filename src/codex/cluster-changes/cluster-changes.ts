/** Which commands of the agent changed the cluster directly, past git and Flux. Pure: from the event stream alone. */
import type { RanCommand } from '../exec.ts';
import { redact } from '../redact.ts';
import { fluxChange } from './flux.ts';
import { helmChange } from './helm.ts';
import { helmfileChange } from './helmfile.ts';
import { kubectlChange } from './kubectl.ts';
import type { Word } from './simple-commands.ts';
import { type ToolCall, toolCalls } from './tool-call.ts';

/** An object as the command names it: a kind as kubectl takes it (`deploy`), or `release` for one of helm. */
export interface Target {
  readonly kind: string;
  readonly name: string;
}

/** What a call of one of the tools changes, as far as its words tell. */
export interface ToolChange {
  readonly targets: readonly Target[];
  /** Manifests that it names (`-f`). */
  readonly files: readonly string[];
  /** Undefined for the namespace of the context. */
  readonly namespace: string | undefined;
  /** Whether targets and files are all of it: no selector, and nothing that the shell puts in. */
  readonly isComplete: boolean;
  /** Whether what it writes are values of Secrets. */
  readonly isSecret: boolean;
  /** Whether it reaches into a container, where neither git nor Flux knows of it. */
  readonly isInContainer: boolean;
}

export interface ClusterChange extends Omit<ToolChange, 'isSecret'> {
  /** The call on one line, without redirections, secrets masked. */
  readonly text: string;
  /** Null when it was still running at the end. Another than 0 may be that of a command beside it. */
  readonly exitCode: number | null;
}

const readers = { kubectl: kubectlChange, helm: helmChange, helmfile: helmfileChange, flux: fluxChange } as const;

/**
 * The changes of all commands, each text once. `--dry-run`, `diff`, `get` and an `exec` that only reads change nothing. A command that was
 * not found changed nothing either.
 */
export function clusterChanges(commands: readonly RanCommand[]): ClusterChange[] {
  const changes = new Map<string, ClusterChange>();
  for (const { command, exitCode } of commands) {
    if (exitCode === notFound) continue;
    for (const call of callsIn(command)) {
      const change = changeOf(call);
      if (change !== undefined) changes.set(change.text, { ...change, exitCode });
    }
  }
  return [...changes.values()];
}

function callsIn(command: string): ToolCall[] {
  try {
    return toolCalls(command);
  } catch (error) {
    // Quotes and brackets ten thousand deep: no shell runs that either.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The shell's own code for a command that does not exist. */
const notFound = 127;

function changeOf(call: ToolCall): Omit<ClusterChange, 'exitCode'> | undefined {
  const change = readers[call.tool](call.words);
  if (change === undefined) return undefined;
  const { isSecret, ...rest } = change;
  const words = isSecret ? maskValues(call.words) : call.words.map(({ raw }) => raw);
  return {
    ...rest,
    text: redact([call.name, ...words].join(' '))
      .replace(/\s+/g, ' ')
      .trim(),
  };
}

/** Values that are written into a Secret, whatever their keys say. */
function maskValues(words: readonly Word[]): string[] {
  return words.map(({ raw }, index) => {
    const flag = words[index - 1]?.value ?? '';
    if (/^(?:-p|--patch|--from-literal|--overrides)$/.test(flag))
      return raw.includes('=') && flag === '--from-literal' ? maskPair(raw) : '***';
    if (/^--from-literal=/.test(raw)) return `--from-literal=${maskPair(raw.slice('--from-literal='.length))}`;
    return raw.replace(/^(-p|--patch)=?.+$/s, '$1=***');
  });
}

function maskPair(pair: string): string {
  return `${pair.slice(0, pair.indexOf('=')).replace(/^["']/, '')}=***`;
}
