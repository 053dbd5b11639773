/** What has to be so for a human action to be done, as its `until` states it; and how people are told. Pure: nothing is asked here. */

/** `resource: Kind namespace/name`: an object exists or, with `ready: true`, is healthy. */
export interface ResourceProbe {
  readonly kind: 'resource';
  /** As kubectl takes it: `Deployment`, `deploy`, `certificates.cert-manager.io`. */
  readonly type: string;
  /** Undefined for a kind that lies in no namespace. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly ready: boolean;
}

/** `secret: namespace/name`: it exists or, with `key`, holds something under that key. */
export interface SecretProbe {
  readonly kind: 'secret';
  readonly namespace: string;
  readonly name: string;
  readonly key: string | undefined;
}

/** `dns: name`: it resolves or, with `address`, to that address. */
export interface DnsProbe {
  readonly kind: 'dns';
  readonly name: string;
  readonly address: string | undefined;
}

/** `url: https://…`: it answers with one of the statuses, `204` or `2xx`; with 2xx or 3xx where none is stated. */
export interface UrlProbe {
  readonly kind: 'url';
  readonly url: string;
  readonly statuses: readonly string[];
}

/** `command: …`: it exits with 0. */
export interface CommandProbe {
  readonly kind: 'command';
  readonly command: string;
}

export type Probe = ResourceProbe | SecretProbe | DnsProbe | UrlProbe | CommandProbe;

/** All probes have to be true. What cannot be read as probes is never true; the fault says what is wrong. */
export type Until = { readonly probes: readonly Probe[] } | { readonly fault: string };

/** What a probe waits for, for people: `Deployment shop/web is ready`. A URL is told without what may be secret in it. */
export function probeText(probe: Probe): string {
  switch (probe.kind) {
    case 'resource':
      return `${resourceText(probe)} ${probe.ready ? 'is ready' : 'exists'}`;
    case 'secret':
      return `Secret ${probe.namespace}/${probe.name} ${probe.key === undefined ? 'exists' : `holds ${probe.key}`}`;
    case 'dns':
      return `${probe.name} resolves${probe.address === undefined ? '' : ` to ${probe.address}`}`;
    case 'url':
      return `${publicUrl(probe.url)} answers${probe.statuses.length === 0 ? '' : ` HTTP ${probe.statuses.join(' or ')}`}`;
    case 'command':
      return `\`${probe.command}\` exits with 0`;
  }
}

/** `Deployment shop/web`, `Namespace shop`. */
export function resourceText({ type, namespace, name }: ResourceProbe): string {
  return `${type} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** User, password and query of an address may be secret. */
function publicUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
