/** Calls of kubectl, helm and flux in a shell text, whatever stands before them. Pure. */
import { unwrapCommand } from '../shell-command.ts';
import { type SimpleCommand, simpleCommands, type Word } from './simple-commands.ts';

export interface ToolCall {
  readonly tool: 'kubectl' | 'helm' | 'flux';
  /** What follows its name. */
  readonly words: readonly Word[];
}

const tools = ['kubectl', 'helm', 'flux'] as const;
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash']);
/** Words of the shell that stand before a command. */
const before: ReadonlySet<string> = new Set(
  '! { if then else elif while until do time exec command builtin'.split(' '),
);
/** Programs that run the command that follows them, after options of their own. */
const wrappers: ReadonlySet<string> = new Set(
  'sudo doas env nice ionice nohup setsid stdbuf unbuffer timeout xargs parallel watch flock find k3s minikube microk8s'.split(
    ' ',
  ),
);
/** A shell in a shell in a shell is enough. */
const deepest = 8;

/** The calls in the order in which they stand; those in substitutions come last. */
export function toolCalls(command: string, depth = 0): ToolCall[] {
  if (depth > deepest) return [];
  return simpleCommands(unwrapCommand(command)).flatMap((simple) => callsOf(simple, depth));
}

function callsOf({ words, input }: SimpleCommand, depth: number): ToolCall[] {
  const start = words.findIndex(({ value }) => !before.has(value) && !/^\w+\+?=/.test(value));
  const [first, ...rest] = start < 0 ? [] : words.slice(start);
  if (first === undefined) return [];
  const name = nameOf(first);
  const tool = tools.find((known) => known === name);
  // `minikube kubectl -- get pods`
  if (tool !== undefined) return [{ tool, words: rest[0]?.value === '--' ? rest.slice(1) : rest }];
  if (name === 'eval') return toolCalls(rest.map(({ value }) => value).join(' '), depth + 1);
  if (shells.has(name)) {
    const flag = rest.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
    const script = flag < 0 ? input : rest[flag + 1]?.value;
    return script === undefined ? [] : toolCalls(script, depth + 1);
  }
  if (!wrappers.has(name)) return [];
  const inner = rest.findIndex((word) => tools.some((known) => known === nameOf(word)) || shells.has(nameOf(word)));
  return inner < 0 ? [] : callsOf({ words: rest.slice(inner), input }, depth);
}

/** `/usr/local/bin/kubectl` is kubectl. */
function nameOf({ value }: Word): string {
  return value.slice(value.lastIndexOf('/') + 1);
}
