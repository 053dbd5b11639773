/** The variable that the user's model provider takes its key from. */
import { type ConfigurationQuery, configurationFiles } from './configuration-files.ts';
import { effectiveModelProvider } from './model-provider.ts';
import { readStatements, type Statement } from './toml/statements.ts';
import type { TomlValue } from './toml/table.ts';
import { TomlError } from './toml/toml-error.ts';

/**
 * The provider and its variable, where one is named (`env_key`) and not set: Codex gives up without it, and only when it is
 * to work. Undefined where nothing is missing.
 */
export async function missingProviderKey(
  query: ConfigurationQuery,
): Promise<{ readonly provider: string; readonly variable: string } | undefined> {
  const provider = await effectiveModelProvider(query);
  if (provider === undefined) return undefined;
  const layers = [...query.config.toReversed(), ...(await configurationFiles(query))];
  for (const layer of layers) {
    const variable = keyIn(layer, provider);
    if (variable !== undefined) return query.env[variable] ? undefined : { provider, variable };
  }
  return undefined;
}

/** What is no TOML is left to Codex to report; the value of a `-c` entry need not be quoted. */
function keyIn(text: string, provider: string): string | undefined {
  for (const { path, value } of [text, text.replace(/=\s*(\w+)\s*$/, '="$1"')].flatMap(statementsOf)) {
    const [root, name, key, ...rest] = path;
    if (root !== 'model_providers' || value === undefined || rest.length > 0) continue;
    if (name === provider && key === 'env_key' && typeof value === 'string') return value;
    const table = name === undefined ? at(value, provider) : name === provider && key === undefined ? value : undefined;
    const found = at(table, 'env_key');
    if (typeof found === 'string') return found;
  }
  return undefined;
}

function at(value: TomlValue | undefined, key: string): TomlValue | undefined {
  return value instanceof Map ? value.get(key) : undefined;
}

function statementsOf(text: string): Statement[] {
  try {
    return readStatements(text);
  } catch (error) {
    if (error instanceof TomlError) return [];
    throw error;
  }
}
