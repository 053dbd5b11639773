/** What a call of kubectl changes on the cluster. Pure. https://kubernetes.io/docs/reference/kubectl/ */
import { type Arguments, flagValue, isDryRun, isExpanded, readArguments } from './arguments.ts';
import type { Target, ToolChange } from './cluster-changes.ts';
import { containerChange } from './containers.ts';
import type { Word } from './simple-commands.ts';

/** Flags with a value, of all commands and of those that change something. */
const withValue: ReadonlySet<string> = new Set(
  `n namespace context cluster user kubeconfig s server token as as-group as-uid cache-dir certificate-authority
  client-certificate client-key request-timeout tls-server-name v vmodule profile profile-output username password kuberc
  f filename k kustomize l selector field-selector o output template p patch patch-file type c container containers image
  replicas current-replicas resource-version timeout grace-period field-manager cascade from-literal from-file
  from-env-file env limits requests port target-port name labels to-revision revision min max cpu-percent
  pod-selector serviceaccount verb resource resource-name clusterrole role group host rule class schedule
  docker-server docker-username docker-password docker-email cert key tcp external-name clusterip node-port
  restart overrides override-type annotations from keys target copy-to set-image prune-allowlist applyset raw
  description value hard scopes min-available max-unavailable default-backend annotation prefix`.split(/\s+/),
);

/** The last line is what oc has besides. */
const verbs: ReadonlySet<string> = new Set(
  `annotate apply autoscale cordon create debug delete drain edit expose label patch replace run scale taint uncordon set
  new-app new-build new-project start-build cancel-build import-image tag idle`.split(/\s+/),
);
/** What these change is not in their words alone. */
const ocOnly = /^(?:new-|start-|cancel-|import-|tag$|idle$)/;
/** Those of oc are `rsh` and `rsync`. */
const inContainers: ReadonlySet<string> = new Set(['exec', 'rsh', 'cp', 'rsync', 'attach']);
/** Verbs that change something with some of their words only. */
const someOf: Readonly<Record<string, ReadonlySet<string>>> = {
  rollout: new Set(['restart', 'undo', 'pause', 'resume']),
  certificate: new Set(['approve', 'deny']),
  auth: new Set(['reconcile']),
};
const readsOnly: ReadonlySet<string> = new Set(['apply view-last-applied', 'create token']);
const nodeVerbs: ReadonlySet<string> = new Set(['cordon', 'uncordon', 'drain']);
/** After these a second word says which sort of the kind is made. */
const sorted: ReadonlySet<string> = new Set(['secret', 'service', 'svc']);

/** Undefined for a call that changes nothing. */
export function kubectlChange(call: readonly Word[]): ToolChange | undefined {
  const read = readArguments(call, withValue);
  const [verb = '', ...rest] = read.words;
  if (inContainers.has(verb)) return containerChange(read);
  if (!changes(verb, rest[0] ?? '', read)) return undefined;
  const files = [...(read.flags.get('f') ?? []), ...(read.flags.get('filename') ?? [])].flatMap((list) =>
    list.split(','),
  );
  const named = targetsOf(verb, rest, read);
  const targets = named.filter(({ kind, name }) => !isExpanded(kind) && !isExpanded(name));
  const isOpen = ['l', 'selector', 'field-selector', 'all', 'A', 'all-namespaces', 'k', 'kustomize', 'raw'].some(
    (flag) => read.flags.has(flag),
  );
  const namespace = flagValue(read, 'n', 'namespace');
  return {
    targets,
    files,
    namespace,
    isComplete:
      !isOpen && targets.length === named.length && targets.length + files.length > 0 && !isExpanded(namespace ?? ''),
    isSecret: targets.some(({ kind }) => /^secrets?$/i.test(kind)),
    isInContainer: false,
  };
}

function changes(verb: string, second: string, read: Arguments): boolean {
  if (!verbs.has(verb) && someOf[verb]?.has(second) !== true) return false;
  const { flags } = read;
  if (isDryRun(read) || flags.has('help') || flags.has('h') || flags.has('local')) return false;
  if (flags.has('list') && ['label', 'annotate', 'set'].includes(verb)) return false;
  return !readsOnly.has(`${verb} ${second}`);
}

function targetsOf(verb: string, words: readonly string[], read: Arguments): Target[] {
  const [first, second] = words;
  if (nodeVerbs.has(verb)) return words.map((word) => ({ kind: 'node', name: word.replace(/^nodes?\//, '') }));
  if (verb === 'run') return first === undefined ? [] : [{ kind: 'pod', name: first }];
  if (verb === 'debug' || ocOnly.test(verb)) return [];
  if (verb === 'create') {
    const name = first !== undefined && sorted.has(first) ? words[2] : second;
    return first === undefined || name === undefined ? [] : [{ kind: first, name }];
  }
  if (verb === 'expose') {
    const name = flagValue(read, 'name') ?? words.at(-1)?.split('/').at(-1);
    return name === undefined ? [] : [{ kind: 'service', name }];
  }
  if (verb === 'autoscale') return resources(words).map(({ name }) => ({ kind: 'horizontalpodautoscaler', name }));
  const isNested = verb === 'set' || verb in someOf;
  return resources(isNested || /-last-applied$/.test(first ?? '') ? words.slice(1) : words);
}

/** `deployment/web service/web`, or `deployment web api`; what is set (`app=web`, `app-`, `key=value:NoSchedule`) is none. */
function resources(words: readonly string[]): Target[] {
  const named = words.filter((word) => !/[=:]|-$/.test(word));
  if (named.some((word) => word.includes('/'))) {
    return named.flatMap((word) => {
      const [, kind, name] = /^([^/]+)\/(.+)$/.exec(word) ?? [];
      return kind === undefined || name === undefined ? [] : [{ kind, name }];
    });
  }
  const [kinds = '', ...names] = named;
  return kinds.split(',').flatMap((kind) => names.map((name) => ({ kind, name })));
}
