/** What a call of helmfile changes on the cluster. Pure. https://helmfile.readthedocs.io/en/latest/#cli-reference */
import { readArguments } from './arguments.ts';
import type { ToolChange } from './cluster-changes.ts';
import type { Word } from './simple-commands.ts';

const withValue: ReadonlySet<string> = new Set(
  `f file e environment n namespace l selector c chart b helm-binary k kustomize-binary kube-context log-level
  state-values-set state-values-set-string state-values-file args values set concurrency context output cascade`.split(
    /\s+/,
  ),
);
const verbs: ReadonlySet<string> = new Set(['apply', 'sync', 'charts', 'destroy', 'delete']);

/** Undefined for a call that changes nothing. Which releases it is about stands in its file. */
export function helmfileChange(call: readonly Word[]): ToolChange | undefined {
  const { words, flags } = readArguments(call, withValue);
  if (!verbs.has(words[0] ?? '') || flags.has('help') || flags.has('h')) return undefined;
  const namespace = flags.get('n')?.at(-1) ?? flags.get('namespace')?.at(-1);
  return { targets: [], files: [], namespace, isComplete: false, isSecret: false, isInContainer: false };
}
