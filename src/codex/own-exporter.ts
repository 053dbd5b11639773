/** Whether the user's Codex configuration sends Codex' log telemetry somewhere (`otel.exporter`): that is never replaced. */
import { type ConfigurationQuery, configurationFiles } from './configuration-files.ts';

/** As Codex layers it: the last `-c` entry that says something of it, then the profile's file, then config.toml. */
export async function hasOwnExporter(query: ConfigurationQuery): Promise<boolean> {
  const entries = query.config.map(exporterIn).toReversed();
  const files = (await configurationFiles(query)).map(exporterIn);
  return [...entries, ...files].find((said) => said !== undefined) === 'set';
}

/**
 * What a text of TOML says of `otel.exporter`; undefined where it says nothing. No whole reader of TOML: what looks like an
 * exporter is taken for one. Exported for its table of cases.
 */
export function exporterIn(toml: string): 'set' | 'off' | undefined {
  let table = '';
  let found: 'off' | undefined;
  for (const line of toml.split(/\r?\n/)) {
    const header = /^\s*\[+\s*([^\]=]+?)\s*\]+\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) table = dotted(header);
    const [, key, value = ''] = /^\s*([\w."'\s-]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    const path = [table, key === undefined ? '' : dotted(key)].filter((part) => part !== '').join('.');
    if (/^otel\.exporter\./.test(path) || (header !== undefined && path === 'otel.exporter')) return 'set';
    const said =
      path === 'otel.exporter'
        ? value
        : path === 'otel'
          ? /(?<![\w-])["']?exporter["']?\s*[=.](.*)/.exec(value)?.[1]
          : undefined;
    if (said === undefined) continue;
    if (!/^\s*["']?none["']?\s*(?:$|[,}#])/.test(said)) return 'set';
    found = 'off';
  }
  return found;
}

/** `"otel" . exporter` as `otel.exporter`. */
function dotted(key: string): string {
  return key.replace(/["'\s]/g, '');
}
