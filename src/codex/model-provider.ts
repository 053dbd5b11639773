/** What the user's Codex configuration says of its model provider: one of the user's own brings its key along and needs no login. */
import { type ConfigurationQuery, configurationFiles } from './configuration-files.ts';
import { type CodexNeeds, quotedVariables } from './environment.ts';

/**
 * The provider as Codex layers it: `-c` entries, the last first; then $CODEX_HOME/PROFILE.config.toml; then
 * $CODEX_HOME/config.toml. Undefined when none names one.
 */
export async function effectiveModelProvider(query: ConfigurationQuery): Promise<string | undefined> {
  const entry = query.config.map(providerOfEntry).findLast((provider) => provider !== undefined);
  if (entry !== undefined) return entry;
  for (const text of await configurationFiles(query)) {
    const provider = providerOfToml(text);
    if (provider !== undefined) return provider;
  }
  return undefined;
}

/** What Codex needs of the environment for the model provider and the MCP servers that the user has configured. */
export async function codexNeeds(query: ConfigurationQuery): Promise<CodexNeeds> {
  const [provider, files] = await Promise.all([effectiveModelProvider(query), configurationFiles(query)]);
  // The value of an entry need not be quoted: `model_providers.x.env_key=MY_KEY`.
  const entries = query.config.map((entry) => entry.replace(/=\s*(\w+)\s*$/, '="$1"'));
  return { provider, named: quotedVariables([...entries, ...files].join('\n'), query.env) };
}

/** `model_provider = "x"`: blanks are allowed, and a value that is no TOML string is taken as it is, as Codex does. */
function providerOfEntry(entry: string): string | undefined {
  const equals = entry.indexOf('=');
  if (equals < 0 || unquoted(entry.slice(0, equals).trim()) !== 'model_provider') return undefined;
  return unquoted(entry.slice(equals + 1).trim()) || undefined;
}

/** The `model_provider` line before the first table. Exported for its table of cases. */
export function providerOfToml(text: string): string | undefined {
  let open: string | undefined; // the quotes of a multi-line string that has not ended
  for (const line of text.split(/\r?\n/)) {
    if (open === undefined) {
      if (/^\s*\[\[?\s*[\w"'.-]+[^,]*\]\s*(?:#.*)?$/.test(line)) return undefined;
      const found = /^\s*["']?model_provider["']?\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*(?:#.*)?$/.exec(line);
      if (found !== null) return found[1] || found[2] || undefined;
    }
    for (const [quotes] of line.matchAll(/"""|'''/g)) {
      if (open === undefined) open = quotes;
      else if (open === quotes) open = undefined;
    }
  }
  return undefined;
}

function unquoted(text: string): string {
  return /^"([^"]*)"$/.exec(text)?.[1] ?? /^'([^']*)'$/.exec(text)?.[1] ?? text;
}
