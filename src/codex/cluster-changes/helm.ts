/** What a call of helm changes on the cluster. Pure. https://helm.sh/docs/helm/ */
import { flagValue, isDryRun, isExpanded, readArguments } from './arguments.ts';
import type { ToolChange } from './cluster-changes.ts';
import type { Word } from './simple-commands.ts';

const withValue: ReadonlySet<string> = new Set(
  `n namespace kube-context kubeconfig kube-apiserver kube-token kube-ca-file kube-as-user kube-as-group
  registry-config repository-cache repository-config burst-limit qps f values set set-string set-file set-json
  set-literal version repo timeout description username password cert-file key-file ca-file keyring o output
  history-max name-template post-renderer post-renderer-args labels l cascade`.split(/\s+/),
);
const verbs: ReadonlySet<string> = new Set(['install', 'upgrade', 'rollback', 'uninstall', 'delete', 'del', 'un']);

/** Undefined for a call that changes nothing. The targets are releases. */
export function helmChange(call: readonly Word[]): ToolChange | undefined {
  const read = readArguments(call, withValue);
  const [verb = '', ...rest] = read.words;
  if (!verbs.has(verb) || isDryRun(read) || read.flags.has('help') || read.flags.has('h')) return undefined;
  const removes = !['install', 'upgrade', 'rollback'].includes(verb);
  const names = read.flags.has('generate-name') || read.flags.has('g') ? [] : removes ? rest : rest.slice(0, 1);
  const known = names.filter((name) => !isExpanded(name));
  return {
    targets: known.map((name) => ({ kind: 'release', name })),
    files: [],
    namespace: flagValue(read, 'n', 'namespace'),
    isComplete: known.length === names.length && known.length > 0,
    isSecret: false,
    isInContainer: false,
  };
}
