/** Calls of kubectl, helm, helmfile and flux in a shell text, whatever stands before them. Pure. */
import { unwrapCommand } from '../shell-command.ts';
import { type SimpleCommand, simpleCommands, type Word } from './simple-commands.ts';
import { meantBy, type ToolNames, toolNames } from './tool-names.ts';

export interface ToolCall {
  readonly tool: Tool;
  /** The program's own name: `oc` is a kubectl. */
  readonly name: string;
  /** What follows its name. */
  readonly words: readonly Word[];
}

export type Tool = 'kubectl' | 'helm' | 'helmfile' | 'flux';

/** Programs that take the arguments of another. */
const toolsByName: ReadonlyMap<string, Tool> = new Map([
  ...(['kubectl', 'helm', 'helmfile', 'flux'] as const).map((tool) => [tool, tool] as const),
  ...(['oc', 'kubecolor'] as const).map((name) => [name, 'kubectl'] as const),
]);
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
  const commands = simpleCommands(unwrapCommand(command));
  const names = toolNames(commands);
  return commands.flatMap((simple) => callsOf(simple, names, depth));
}

function callsOf({ words, input }: SimpleCommand, names: ToolNames, depth: number): ToolCall[] {
  const start = words.findIndex(({ value }) => !before.has(value) && !/^\w+\+?=/.test(value));
  const [first, ...rest] = start < 0 ? [] : [...meantBy(words[start], names), ...words.slice(start + 1)];
  if (first === undefined) return [];
  const name = nameOf(first);
  const tool = toolOf(first);
  // `minikube kubectl -- get pods`
  if (tool !== undefined) return [{ tool, name, words: rest[0]?.value === '--' ? rest.slice(1) : rest }];
  if (name === 'eval') return toolCalls(rest.map(({ value }) => value).join(' '), depth + 1);
  if (shells.has(name)) {
    const flag = rest.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
    const script = flag < 0 ? input : rest[flag + 1]?.value;
    return script === undefined ? [] : toolCalls(script, depth + 1);
  }
  if (!wrappers.has(name)) return [];
  const isCall = (word: Word) =>
    meantBy(word, names).some((meant) => toolOf(meant) !== undefined || shells.has(nameOf(meant)));
  const inner = rest.findIndex(isCall);
  return inner < 0 ? [] : callsOf({ words: rest.slice(inner), input }, names, depth);
}

/** `kubectl1.30`, `kubectl-v1.30.2`, `helm3`, `microk8s.kubectl` and `kubectl.exe` are what their names say. */
function toolOf(word: Word): Tool | undefined {
  const plain = nameOf(word)
    .replace(/\.exe$/i, '')
    .replace(/^microk8s\./, '');
  return toolsByName.get(plain) ?? toolsByName.get(plain.replace(/-?v?\d+(?:\.\d+)*$/, ''));
}

/** `/usr/local/bin/kubectl` is kubectl. */
function nameOf({ value }: Word): string {
  return value.slice(value.lastIndexOf('/') + 1);
}
