/** Reads `until` of a human action, from YAML or JSON: one mapping, or a list of them. What is misshaped is never true. */
import { isIP } from 'node:net';
import { nearestWord } from '../nearest-word.ts';
import { valueText } from '../parse/value-text.ts';
import type { Probe, Until } from './probe.ts';

/** More are a mistake, and would keep a check busy. */
const mostProbes = 20;

const kinds = ['resource', 'secret', 'dns', 'url', 'command'] as const;
type Kind = (typeof kinds)[number];

/** What else may stand in a mapping, with the kind that it belongs to. */
const options = { ready: 'resource', key: 'secret', address: 'dns', status: 'url' } as const satisfies Record<
  string,
  Kind
>;

const examples: Readonly<Record<Kind, string>> = {
  resource: 'resource: Deployment shop/web',
  secret: 'secret: shop/db-password',
  dns: 'dns: shop.example.com',
  url: 'url: https://shop.example.com/healthz',
  command: 'command: test -f vault/shop.yaml',
};

/** What is wrong, for a sentence that begins with `until`. */
class Misshaped extends Error {
  override readonly name = 'Misshaped';
}

/** Reads the value of the field. Never throws. */
export function readUntil(value: unknown): Until {
  try {
    const entries = Array.isArray(value) ? value : [value];
    if (entries.length === 0) throw new Misshaped(`is an empty list. ${oneOf}`);
    if (entries.length > mostProbes) throw new Misshaped(`lists ${entries.length} entries, ${mostProbes} at most.`);
    return { probes: entries.map(readProbe) };
  } catch (error) {
    if (!(error instanceof Misshaped)) throw error;
    return { fault: `until ${error.message} The action does not clear itself before that is mended.` };
  }
}

const oneOf = `Write a mapping with one of ${kinds.join(', ')}, for example ${examples.dns}.`;

function readProbe(value: unknown): Probe {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
    throw new Misshaped(`${value === null || value === '' ? 'is empty' : `holds ${shown(value)}`}. ${oneOf}`);
  }
  const entry = new Map<string, unknown>(Object.entries(value));
  for (const key of entry.keys()) refuseUnknown(key);
  const [kind, second] = kinds.filter((key) => entry.has(key));
  if (kind === undefined) throw new Misshaped(`says nothing to look for. ${oneOf}`);
  if (second !== undefined) {
    throw new Misshaped(`names ${kind} and ${second} in one entry. Make it a list with an entry for each.`);
  }
  for (const [key, owner] of Object.entries(options)) {
    if (entry.has(key) && owner !== kind) throw new Misshaped(`has ${key} beside ${kind}; it belongs to ${owner}.`);
  }
  const text = entry.get(kind);
  if (typeof text !== 'string' || text.trim() === '') {
    throw new Misshaped(`has a ${kind} that is no text. Write for example ${examples[kind]}.`);
  }
  return readers[kind](text.trim(), entry);
}

function refuseUnknown(key: string): void {
  const known = [...kinds, ...Object.keys(options)];
  if (known.includes(key)) return;
  const meant = nearestWord(key.toLowerCase(), known);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new Misshaped(`knows no "${cut(key)}".${question} Known are ${known.join(', ')}.`);
}

type Entry = ReadonlyMap<string, unknown>;

const readers: Readonly<Record<Kind, (text: string, entry: Entry) => Probe>> = {
  resource: readResource,
  secret: readSecret,
  dns: readDns,
  url: readUrl,
  command: (command) => ({ kind: 'command', command }),
};

/** Names become parts of a path of the API: `..` among them would lead elsewhere. */
const namePattern = /^[A-Za-z0-9](?:[A-Za-z0-9.:_-]{0,251}[A-Za-z0-9])?$/;
const namespacePattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function readResource(text: string, entry: Entry): Probe {
  const [type = '', place = '', ...rest] = text.split(/\s+/);
  const names = place.split('/');
  const name = names.at(-1) ?? '';
  const namespace = names.length === 2 ? names[0] : undefined;
  const isPlace = names.length <= 2 && namePattern.test(name) && namespacePattern.test(namespace ?? 'none');
  if (rest.length > 0 || !isPlace || !/^[A-Za-z][A-Za-z0-9.-]{0,252}$/.test(type)) {
    throw new Misshaped(
      `has the resource ${shown(text)}. Write kind, namespace and name: ${examples.resource}; without the namespace where the kind has none: resource: Namespace shop.`,
    );
  }
  if (/^secrets?(?:\.v1)?\.?$/i.test(type)) {
    throw new Misshaped(`names a Secret as a resource. Write secret: ${namespace ?? 'namespace'}/${name}.`);
  }
  const ready = entry.get('ready') ?? false;
  if (typeof ready !== 'boolean')
    throw new Misshaped(`has ready: ${shown(ready)}. Write ready: true, or leave it out.`);
  return { kind: 'resource', type, namespace, name, ready };
}

function readSecret(text: string, entry: Entry): Probe {
  const [namespace = '', name = '', ...rest] = text.split('/');
  if (rest.length > 0 || !namespacePattern.test(namespace) || !namePattern.test(name)) {
    throw new Misshaped(`has the secret ${shown(text)}. Write namespace and name: ${examples.secret}.`);
  }
  const key = entry.get('key');
  if (key !== undefined && !(typeof key === 'string' && /^[\w.-]{1,253}$/.test(key))) {
    throw new Misshaped(`has key: ${shown(key)}. Write one key of the Secret, for example key: password.`);
  }
  return { kind: 'secret', namespace, name, key };
}

function readDns(text: string, entry: Entry): Probe {
  const labels = text.replace(/\.$/, '').split('.');
  const isName = labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
  if (isIP(text) !== 0 || !isName || text.length > 254) {
    throw new Misshaped(`has the DNS name ${shown(text)}. Write a name without scheme and path: ${examples.dns}.`);
  }
  const address = entry.get('address');
  if (address !== undefined && !(typeof address === 'string' && isIP(address) !== 0)) {
    throw new Misshaped(`has address: ${shown(address)}. Write one IP address, for example address: 192.0.2.40.`);
  }
  return { kind: 'dns', name: text, address };
}

function readUrl(text: string, entry: Entry): Probe {
  if (/\s/.test(text) || !URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Misshaped(`has the URL ${shown(text)}. Write an http or https address: ${examples.url}.`);
  }
  const status = entry.get('status');
  const written: readonly unknown[] = status === undefined ? [] : Array.isArray(status) ? status : [status];
  const isWord = (one: unknown) => typeof one === 'string' || typeof one === 'number';
  const statuses = written.map((one) => (isWord(one) ? String(one).toLowerCase() : ''));
  if (!statuses.every((word) => /^[1-5](?:xx|\d\d)$/.test(word))) {
    throw new Misshaped(`has status: ${shown(status)}. Write an HTTP status such as 204 or 2xx, or a list of them.`);
  }
  return { kind: 'url', url: text, statuses };
}

function shown(value: unknown): string {
  return cut(valueText(value));
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
