/** Which objects a list or watch selects: namespace, label selector, field selector on name and namespace. */
import type { StoredObject } from './kubernetes-store.ts';

/** A predicate for the query of a list or watch. @throws Error on a selector that the API does not know */
export function selection(query: URLSearchParams, namespace?: string): (object: StoredObject) => boolean {
  const labels = (query.get('labelSelector') ?? '').split(/,(?![^(]*\))/).filter((part) => part.trim() !== '');
  const fields = (query.get('fieldSelector') ?? '').split(',').filter((part) => part.trim() !== '');
  const tests = [...labels.map(labelTest), ...fields.map(fieldTest)];
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) && tests.every((test) => test(object));
}

function labelTest(part: string): (object: StoredObject) => boolean {
  const set = /^\s*(\S+)\s+(in|notin)\s+\(([^)]*)\)\s*$/.exec(part);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (object) => values.includes(object.metadata.labels?.[key] ?? '\0') === (operator === 'in');
  }
  const equal = /^\s*([^=!\s]+)\s*(==|=|!=)\s*(\S*)\s*$/.exec(part);
  if (equal !== null) {
    const [, key = '', operator, value] = equal;
    return (object) => (object.metadata.labels?.[key] === value) === (operator !== '!=');
  }
  const key = part.trim();
  if (key.startsWith('!')) return (object) => object.metadata.labels?.[key.slice(1)] === undefined;
  return (object) => object.metadata.labels?.[key] !== undefined;
}

function fieldTest(part: string): (object: StoredObject) => boolean {
  const [, field, operator, value] = /^(metadata\.name|metadata\.namespace|type)(==|=|!=)(.*)$/.exec(part.trim()) ?? [];
  if (field === undefined) throw new Error(`field label not supported: ${part}`);
  const read = (object: StoredObject) => {
    // Of events alone; the real server refuses it for other kinds.
    if (field === 'type') return 'type' in object ? object.type : undefined;
    return field === 'metadata.name' ? object.metadata.name : object.metadata.namespace;
  };
  return (object) => (read(object) === value) === (operator !== '!=');
}
