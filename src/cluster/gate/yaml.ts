/** YAML as Kubernetes' tools read it: YAML 1.1, but that times and dates stay text (sigs.k8s.io/yaml). Pure. */
import {
  type DocumentOptions,
  type ParseOptions,
  parseAllDocuments,
  type ScalarTag,
  type SchemaOptions,
  type Tags,
} from 'yaml';

/** What YAML 1.1 knows and Go's reader for Kubernetes does not: `12:30` is text. */
const strange: ReadonlySet<string> = new Set(
  ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** A lone dot is text (`path: .`), which the grammar of YAML 1.1 takes for a number. */
const loneDot: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^[-+]?\.$/,
  resolve: (text) => text,
};

const options: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  prettyErrors: true,
  logLevel: 'silent',
  customTags: (tags: Tags): Tags => [
    loneDot,
    ...tags.filter(
      (tag) => typeof tag === 'string' || (!strange.has(tag.tag) && (!('format' in tag) || tag.format !== 'TIME')),
    ),
  ],
};

/** Values of the documents, empty ones left out; `problem`: the first thing that makes the text no YAML, on one line. */
export function readYaml(text: string): { readonly values: readonly unknown[]; readonly problem?: string } {
  try {
    const values: unknown[] = [];
    const documents = parseAllDocuments(text, options);
    for (const document of Array.isArray(documents) ? documents : []) {
      const [error] = document.errors;
      if (error !== undefined) return { values: [], problem: error.message.split('\n')[0]?.replace(/:$/, '') ?? '' };
      // Aliases of aliases can make a small text endless; kustomize refuses them too.
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      if (value !== null && value !== undefined) values.push(value);
    }
    return { values };
  } catch (error) {
    // Too many aliases (ReferenceError), or brackets ten thousand deep (RangeError).
    if (error instanceof ReferenceError || error instanceof RangeError) return { values: [], problem: error.message };
    throw error;
  }
}

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list's mappings; none where it is no list. */
export function mappingsOf(value: unknown): Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

/** A list's texts; none where it is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
