/** Schemas of the CustomResourceDefinitions that the repository itself holds. Pure. */
import type { OpenApiSchema } from './closed-schema.ts';
import type { Files } from './files.ts';
import { groupOf, isChartTemplate } from './manifests.ts';
import { isMapping, type Mapping, mappingsOf, readYaml } from './yaml.ts';

/** Whether the repository defines the kind, and the schema that it gives it, where it gives one. */
export interface OwnDefinition {
  readonly schema: OpenApiSchema | undefined;
}

/** Undefined where no definition of the kind is in the repository. */
export function ownDefinition(files: Files, apiVersion: string, kind: string): OwnDefinition | undefined {
  for (const [file, text] of files.texts) {
    if (!text.includes('CustomResourceDefinition') || isChartTemplate(file, files)) continue;
    for (const document of text.split(/^---.*$/m)) {
      // Definitions are long, and most are of other kinds: read is what can be the one.
      if (!document.includes('CustomResourceDefinition') || !document.includes(kind)) continue;
      const [value] = readYaml(document).values;
      const version = isMapping(value) ? versionOf(value, apiVersion, kind) : undefined;
      if (version !== undefined) return { schema: schemaOf(version) };
    }
  }
  return undefined;
}

function versionOf({ kind, spec }: Mapping, apiVersion: string, wanted: string): Mapping | undefined {
  if (kind !== 'CustomResourceDefinition' || !isMapping(spec) || !isMapping(spec['names'])) return undefined;
  if (spec['names']['kind'] !== wanted || spec['group'] !== groupOf(apiVersion)) return undefined;
  return mappingsOf(spec['versions']).find(({ name }) => `${spec['group']}/${name}` === apiVersion);
}

function schemaOf(version: Mapping): OpenApiSchema | undefined {
  const root = isMapping(version['schema']) ? version['schema']['openAPIV3Schema'] : undefined;
  return isMapping(root) ? { root, components: {} } : undefined;
}
