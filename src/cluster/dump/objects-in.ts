/** The objects in a value: itself, or the items of lists within lists. */

export interface Found {
  readonly objects: object[];
  /** Parts that are no Kubernetes object, each for a sentence. */
  readonly others: string[];
}

/** What a list says of its items: `kubectl get --raw` leaves kind and version out of them. */
interface Inherited {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** Lists within lists that are followed. */
const deepest = 20;

/** All objects in the order in which they stand. Nothing is an empty document and no object. */
export function objectsIn(value: unknown, inherited: Inherited = {}): Found {
  const found: Found = { objects: [], others: [] };
  collect(value, inherited, found, 0);
  return found;
}

/** What the items of a list inherit; undefined when the value is no list. */
export function listOf(value: unknown): Inherited | undefined {
  const { apiVersion, kind } = fieldsOf(value);
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  return kind === 'List' || typeof apiVersion !== 'string' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
}

function collect(value: unknown, inherited: Inherited, found: Found, depth: number): void {
  if (value === undefined || value === null) return;
  const { items } = fieldsOf(value);
  const list = listOf(value);
  if (depth < deepest && list !== undefined && (Array.isArray(items) || !items)) {
    for (const item of Array.isArray(items) ? items : []) collect(item, list, found, depth + 1);
  } else if (depth < deepest && Array.isArray(value)) {
    for (const item of value) collect(item, inherited, found, depth + 1);
  } else {
    const object = { ...inherited, ...fieldsOf(value) };
    const missing = missingIn(object);
    if (missing === undefined) found.objects.push(object);
    else found.others.push(missing);
  }
}

function missingIn(object: Readonly<Record<string, unknown>>): string | undefined {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === '') return 'no Kubernetes object';
  const { name } = fieldsOf(metadata);
  return typeof name === 'string' && name !== '' ? undefined : `a ${kind} without a name`;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
