/** Whether the user's Codex configuration sends Codex' telemetry somewhere: what goes there is never sent elsewhere. */
import { type ConfigurationQuery, configurationFiles } from './configuration-files.ts';

/** Keys of `otel`, by what they say the place of: log records, and spans. Neither holds for the other. */
export type Exporter = 'exporter' | 'trace_exporter';

/** As Codex layers it: the last `-c` entry that says something of it, then the profile's file, then config.toml. */
export async function hasOwnExporter(query: ConfigurationQuery, exporter: Exporter): Promise<boolean> {
  const entries = query.config.map((entry) => exporterIn(entry, exporter)).toReversed();
  const files = (await configurationFiles(query)).map((text) => exporterIn(text, exporter));
  return [...entries, ...files].find((said) => said !== undefined) === 'set';
}

/**
 * What a text of TOML says of an exporter; undefined where it says nothing. No whole reader of TOML: what looks like an
 * exporter is taken for one. Exported for its table of cases.
 */
export function exporterIn(toml: string, exporter: Exporter): 'set' | 'off' | undefined {
  const place = `otel.${exporter}`;
  const inTable = new RegExp(`(?<![\\w-])["']?${exporter}["']?\\s*[=.](.*)`);
  let table = '';
  let found: 'off' | undefined;
  for (const line of toml.split(/\r?\n/)) {
    const header = /^\s*\[+\s*([^\]=]+?)\s*\]+\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) table = dotted(header);
    const [, key, value = ''] = /^\s*([\w."'\s-]+?)\s*=\s*(.*)$/.exec(line) ?? [];
    const path = [table, key === undefined ? '' : dotted(key)].filter((part) => part !== '').join('.');
    if (path.startsWith(`${place}.`) || (header !== undefined && path === place)) return 'set';
    const said = path === place ? value : path === 'otel' ? inTable.exec(value)?.[1] : undefined;
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
