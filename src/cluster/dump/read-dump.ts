/** A file of Kubernetes objects: YAML or JSON, one object or many, lists, several documents. Pure. */
import type { KubeObject } from '../kube-object.ts';
import { documentsOf, lineOf, type Span } from './documents.ts';
import { type JsonRoot, jsonRoot } from './json-items.ts';
import { listOf, objectsIn } from './objects-in.ts';
import { slimObject } from './slim-object.ts';
import { textBytes } from './text-bytes.ts';
import { yamlList } from './yaml-items.ts';
import { type Fault, type Reading, readYaml } from './yaml-value.ts';

export interface Dump {
  /** In the order in which they stand, without the fields that no rule reads. */
  readonly objects: readonly KubeObject[];
  /** Parts that cannot be read. */
  readonly faults: readonly Fault[];
  /** Parts that are no Kubernetes objects: the first, and how many. */
  readonly skipped: { readonly first: Fault | undefined; readonly count: number };
}

/** Faults of one file that are told with their lines. */
const mostFaults = 20;

/** JSON that is longer than this is not tried as YAML. */
const mostFlow = 1024 * 1024;

/** Reads all objects; what is broken or no object is told with its line, and the rest is read all the same. */
export function readDump(content: Buffer): Dump {
  const bytes = textBytes(content);
  const none = { first: undefined, count: 0 };
  if (!Buffer.isBuffer(bytes)) return { objects: [], faults: [{ line: 1, what: bytes.what }], skipped: none };
  const reader = new DumpReader(bytes);
  for (const span of documentsOf(bytes)) reader.readDocument(span);
  return reader;
}

class DumpReader implements Dump {
  readonly objects: KubeObject[] = [];
  readonly faults: Fault[] = [];
  readonly skipped: { first: Fault | undefined; count: number } = { first: undefined, count: 0 };
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  readDocument(span: Span): void {
    const start = this.#skipBlanks(span.start, span.end);
    const first = this.#bytes[start];
    if (first === 0x7b || first === 0x5b) this.#readJson({ start, end: span.end });
    else this.#readYaml(span);
  }

  /** One value after the other, as `kubectl get -o json` writes them when it is called several times. */
  #readJson({ start, end }: Span): void {
    let at = start;
    while (at < end) {
      const first = this.#bytes[at];
      if (first !== 0x7b && first !== 0x5b) {
        this.#readYaml({ start: at, end });
        return;
      }
      const root = jsonRoot(this.#bytes, { start: at, end });
      this.#readRoot(root);
      at = this.#skipBlanks(root.end, end);
    }
  }

  #readRoot(root: JsonRoot): void {
    const { items, array, brokenAt } = root;
    const list = items === undefined || array === undefined ? undefined : this.#listHead(root, array);
    if (items !== undefined && (list !== undefined || brokenAt !== undefined)) {
      for (const item of items) this.#take(this.#jsonValue(item), item.start, list);
      if (brokenAt === undefined) return;
      this.#fault(brokenAt, 1, 'it is JSON that breaks off or does not close its brackets');
      return;
    }
    const reading = this.#jsonValue(root);
    const yaml = 'fault' in reading && root.end - root.start <= mostFlow ? this.#yamlValue(root) : reading;
    this.#take('fault' in yaml ? reading : yaml, root.start);
  }

  /** What the items of a JSON list inherit; an array has nothing to say. Undefined when it is no list. */
  #listHead({ start, end }: JsonRoot, array: Span): ReturnType<typeof listOf> {
    if (array.start === start) return {};
    const head = `${this.#text({ start, end: array.start })}[]${this.#text({ start: array.end, end })}`;
    const reading = jsonValue(head);
    return 'fault' in reading ? undefined : listOf(reading.value);
  }

  #readYaml(span: Span): void {
    const found = yamlList(this.#bytes, span);
    const [before, after] = found?.head ?? [];
    const head = before && after ? readYaml(this.#text(before) + this.#text(after)) : undefined;
    const list = head === undefined || 'fault' in head ? undefined : listOf(head.value);
    if (found === undefined || list === undefined) {
      this.#take(this.#yamlValue(span), span.start, {}, detachedObject);
      return;
    }
    for (const item of found.items) {
      const reading = this.#yamlValue(item);
      const [value] = 'value' in reading && Array.isArray(reading.value) ? reading.value : [];
      this.#take('value' in reading ? { value } : reading, item.start, list, detachedObject);
    }
  }

  #take(reading: Reading, start: number, list: ReturnType<typeof listOf> = {}, keep = slimObject): void {
    if ('fault' in reading) {
      this.#fault(start, reading.fault.line, reading.fault.what);
      return;
    }
    const { objects, others } = objectsIn(reading.value, list);
    for (const object of objects) this.objects.push(keep(object));
    for (const what of others) {
      this.skipped.count += 1;
      this.skipped.first ??= { line: lineOf(this.#bytes, start), what };
    }
  }

  /** @param line of the part that begins at `start`, counted from 1 */
  #fault(start: number, line: number, what: string): void {
    if (this.faults.length >= mostFaults) return;
    const isLast = this.faults.length === mostFaults - 1;
    const more = isLast ? ' (further faults of the file are not told)' : '';
    this.faults.push({ line: lineOf(this.#bytes, start) + line - 1, what: what + more });
  }

  #yamlValue(span: Span): Reading {
    return readYaml(this.#text(span));
  }

  #jsonValue(span: Span): Reading {
    return jsonValue(this.#text(span));
  }

  #text({ start, end }: Span): string {
    return this.#bytes.toString('utf8', start, end);
  }

  #skipBlanks(start: number, end: number): number {
    let at = start;
    while (at < end && (this.#bytes[at] ?? 0) <= 0x20) at += 1;
    return at;
  }
}

/** Texts that the fast reader of YAML cut out would keep the whole text alive: a copy has its own. */
function detachedObject(object: object): KubeObject {
  return JSON.parse(JSON.stringify(slimObject(object))) as KubeObject;
}

function jsonValue(text: string): Reading {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = place === undefined ? 1 : text.slice(0, Number(place)).split('\n').length;
    return { fault: { line, what: 'it is not valid JSON' } };
  }
}
