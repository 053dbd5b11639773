/**
 * OpenAPI schemas of Kubernetes as JSON Schema that allows no unknown field, as server-side apply does. Pure. Only
 * keywords that are known here are taken over, so that nothing else of a repository's text reaches the validator.
 */
import { isMapping, type Mapping } from './yaml.ts';

/** A schema, and those that it may refer to (`#/components/schemas/NAME`). */
export interface OpenApiSchema {
  readonly root: Mapping;
  readonly components: Mapping;
}

const kept: readonly string[] = [
  ...['enum', 'required', 'minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'],
];
/** What is nested deeper is no schema that a cluster takes. */
const deepest = 100;

/** @param isPattern whether a regular expression can be used; others are left out */
export function closedSchema({ root, components }: OpenApiSchema, isPattern: (pattern: string) => boolean): Mapping {
  const definitions: Record<string, unknown> = {};
  const closer = new Closer(isPattern);
  const schema = closer.close({
    ...root,
    properties: { apiVersion: {}, kind: {}, metadata: {}, ...mapping(root['properties']) },
  });
  for (let name = closer.next(); name !== undefined; name = closer.next()) {
    definitions[name] = closer.close(mapping(components[name]));
  }
  return { ...schema, definitions };
}

class Closer {
  readonly #isPattern: (pattern: string) => boolean;
  readonly #seen = new Set<string>();
  readonly #waiting: string[] = [];

  constructor(isPattern: (pattern: string) => boolean) {
    this.#isPattern = isPattern;
  }

  /** A component that was referred to and is not closed yet. */
  next(): string | undefined {
    return this.#waiting.pop();
  }

  /** @param isPart below allOf and the like only values are restricted: fields are declared above */
  close(schema: Mapping, isPart = false, depth = 0): Mapping {
    if (depth > deepest) return {};
    const reference = /^#\/components\/schemas\/([\w.-]+)$/.exec(String(schema['$ref']))?.[1];
    if (reference !== undefined) return this.#refer(reference);
    if (schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string')
      return { type: ['integer', 'string'] };
    const inner = (value: unknown, part = isPart) => this.close(mapping(value), part, depth + 1);
    const closed: Record<string, unknown> = {};
    if (typeof schema['type'] === 'string') closed['type'] = schema['type'];
    for (const key of kept) if (schema[key] !== undefined && schema[key] !== null) closed[key] = schema[key];
    for (const bound of ['inimum', 'aximum']) {
      // OpenAPI 3.0 has a truth value where JSON Schema has the number.
      if (schema[`exclusiveM${bound}`] !== true) continue;
      closed[`exclusiveM${bound}`] = schema[`m${bound}`];
      delete closed[`m${bound}`];
    }
    const { pattern, items, properties, additionalProperties: others } = schema;
    if (typeof pattern === 'string' && this.#isPattern(pattern)) closed['pattern'] = pattern;
    if (isMapping(items)) closed['items'] = inner(items);
    if (isMapping(properties)) closed['properties'] = mapValues(properties, (value) => inner(value));
    if (isMapping(others)) closed['additionalProperties'] = inner(others);
    else if (isClosed(schema, isPart)) closed['additionalProperties'] = false;
    for (const key of ['allOf', 'anyOf', 'oneOf']) {
      const list = schema[key];
      if (Array.isArray(list) && list.length > 0) closed[key] = list.map((part) => inner(part, true));
    }
    if (isMapping(schema['not'])) closed['not'] = inner(schema['not'], true);
    return closed;
  }

  #refer(name: string): Mapping {
    if (!this.#seen.has(name)) {
      this.#seen.add(name);
      this.#waiting.push(name);
    }
    return { $ref: `#/definitions/${name}` };
  }
}

/** A type that declares its fields has no others, unless it says so. */
function isClosed(schema: Mapping, isPart: boolean): boolean {
  if (isPart || schema['additionalProperties'] !== undefined || !isMapping(schema['properties'])) return false;
  return schema['x-kubernetes-preserve-unknown-fields'] !== true && schema['x-kubernetes-embedded-resource'] !== true;
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

/** Without a prototype: a field may be called `__proto__`. */
function mapValues(values: Mapping, change: (value: unknown) => unknown): Mapping {
  const changed: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(values)) changed[key] = change(value);
  return changed;
}
