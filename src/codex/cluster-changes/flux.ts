/** What a call of flux changes on the cluster. Pure. https://fluxcd.io/flux/cmd/ */
import { flagValue, isExpanded, readArguments } from './arguments.ts';
import type { ToolChange } from './cluster-changes.ts';
import type { Word } from './simple-commands.ts';

const withValue: ReadonlySet<string> = new Set(
  `n namespace context cluster user kubeconfig server token as as-group as-uid cache-dir timeout interval
  source path url branch tag secret-ref chart values values-from target-namespace username password components
  components-extra version registry image-pull-secret network-policy log-level label provider`.split(/\s+/),
);
const verbs: ReadonlySet<string> = new Set(['suspend', 'resume', 'delete', 'create']);
/** Verbs about Flux itself. */
const wholeVerbs: ReadonlySet<string> = new Set(['install', 'uninstall', 'bootstrap', 'migrate']);

/** Kinds as flux names them, by kubectl's plural. */
const kinds: Readonly<Record<string, string>> = {
  kustomization: 'kustomizations.kustomize.toolkit.fluxcd.io',
  ks: 'kustomizations.kustomize.toolkit.fluxcd.io',
  helmrelease: 'helmreleases.helm.toolkit.fluxcd.io',
  hr: 'helmreleases.helm.toolkit.fluxcd.io',
  'source git': 'gitrepositories.source.toolkit.fluxcd.io',
  'source helm': 'helmrepositories.source.toolkit.fluxcd.io',
  'source oci': 'ocirepositories.source.toolkit.fluxcd.io',
  'source bucket': 'buckets.source.toolkit.fluxcd.io',
  'source chart': 'helmcharts.source.toolkit.fluxcd.io',
  'image repository': 'imagerepositories.image.toolkit.fluxcd.io',
  'image policy': 'imagepolicies.image.toolkit.fluxcd.io',
  'image update': 'imageupdateautomations.image.toolkit.fluxcd.io',
  alert: 'alerts.notification.toolkit.fluxcd.io',
  'alert-provider': 'providers.notification.toolkit.fluxcd.io',
  receiver: 'receivers.notification.toolkit.fluxcd.io',
};

/** Undefined for a call that changes nothing; a reconcile only lets Flux do its work sooner. */
export function fluxChange(call: readonly Word[]): ToolChange | undefined {
  const read = readArguments(call, withValue);
  const [verb = '', first = '', second = ''] = read.words;
  const isWhole = wholeVerbs.has(verb);
  if (!isWhole && !verbs.has(verb)) return undefined;
  if (['export', 'help', 'h', 'dry-run'].some((flag) => read.flags.has(flag))) return undefined;
  const isTwo = kinds[`${first} ${second}`] !== undefined;
  const kind = isWhole ? undefined : kinds[isTwo ? `${first} ${second}` : first];
  const names = kind === undefined ? [] : read.words.slice(isTwo ? 3 : 2);
  const known = names.filter((name) => !isExpanded(name));
  return {
    targets: kind === undefined ? [] : known.map((name) => ({ kind, name })),
    files: [],
    namespace: flagValue(read, 'n', 'namespace') ?? 'flux-system',
    isComplete: known.length === names.length && known.length > 0 && !read.flags.has('all'),
    isSecret: false,
    isInContainer: false,
  };
}
