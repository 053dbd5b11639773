/** Our server as an entry of Codex' configuration: in its file, or as one `-c`. Pure. */
import { type Writable, writeKey, writeValue } from '../toml/write-value.ts';

export const serverName = 'agent-toolkit';
/** Where the entry stands in the configuration. */
export const serverPath = ['mcp_servers', serverName] as const;

export interface ServerEntry {
  /** Absolute path of the runtime: Codex may give it no PATH that holds one. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Names of variables that Codex hands on; of the rest a server gets HOME, PATH and the like alone. */
  readonly envVars: readonly string[];
  /** Tools that Codex may call without asking; in its sandbox it refuses those that change things otherwise. */
  readonly approved: readonly string[];
  /** Whether Codex does not start without the server. Otherwise one that fails to start is left out silently. */
  readonly required: boolean;
}

/** In seconds. The runtime of an editor on a busy machine takes its time. */
const startupTimeout = 60;
/** In seconds: a day. process_bug works for hours, and its progress does not extend this. */
const toolTimeout = 86_400;

/** Lines of the configuration file, without their line breaks. */
export function entryLines(entry: ServerEntry): string[] {
  const name = serverPath.map(writeKey).join('.');
  const { tools, ...pairs } = entryValues(entry);
  return [
    `[${name}]`,
    ...Object.entries(pairs).flatMap(([key, value]) => pairLines(key, value)),
    ...Object.entries(tools ?? {}).flatMap(([tool, value]) => [
      '',
      `[${name}.tools.${writeKey(tool)}]`,
      ...Object.entries(value).map(([key, mode]) => `${key} = ${writeValue(mode)}`),
    ]),
  ];
}

const width = 110;

/** A long list takes several lines. */
function pairLines(key: string, value: Writable): string[] {
  const line = `${key} = ${writeValue(value)}`;
  if (line.length <= width || !Array.isArray(value)) return [line];
  const rows: string[] = [];
  for (const one of value.map((inner) => `${writeValue(inner)},`)) {
    const row = rows.at(-1);
    if (row === undefined || row.length + one.length >= width) rows.push(`  ${one}`);
    else rows[rows.length - 1] = `${row} ${one}`;
  }
  return [`${key} = [`, ...rows, ']'];
}

/** KEY=VALUE for Codex' `-c`; it stands in the place of an entry of the user's. */
export function entrySetting(entry: ServerEntry): string {
  return `${serverPath.map(writeKey).join('.')}=${writeValue(entryValues(entry))}`;
}

interface EntryValues {
  readonly [key: string]: Writable;
}

function entryValues({ command, args, env, envVars, approved, required }: ServerEntry): EntryValues & {
  readonly tools?: Readonly<Record<string, { readonly approval_mode: string }>>;
} {
  const tools = Object.fromEntries(approved.map((tool) => [tool, { approval_mode: 'approve' }]));
  return {
    ...{ command, args },
    ...(Object.keys(env).length === 0 ? {} : { env }),
    ...(envVars.length === 0 ? {} : { env_vars: envVars }),
    ...{ startup_timeout_sec: startupTimeout, tool_timeout_sec: toolTimeout },
    ...(required ? { required } : {}),
    ...(approved.length === 0 ? {} : { tools }),
  };
}
