/**
 * What Codex gets of the user's environment, and what the commands get that it runs: what they need to work, and none of
 * the tokens that happen to be there. Pure.
 */

/** Who and where one is, how text is written, where temporary files go, where programs look for their files. */
const base = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'LANG', 'LANGUAGE', 'LC_*', 'TZ', 'TMPDIR', 'TEMP', 'TMP'],
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'],
];

/** What programs on Windows do not start without. */
const windows = [
  ...['SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'PATHEXT', 'OS', 'APPDATA', 'LOCALAPPDATA', 'ProgramData'],
  ...['ProgramFiles*', 'CommonProgramFiles*', 'USERPROFILE', 'USERNAME', 'USERDOMAIN', 'HOMEDRIVE', 'HOMEPATH'],
  ...['PUBLIC', 'PROCESSOR_*', 'NUMBER_OF_PROCESSORS', 'PSModulePath'],
];

const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
const authorities = [
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NIX_SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'CURL_CA_BUNDLE'],
  ...['REQUESTS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'AWS_CA_BUNDLE'],
];

/**
 * What Codex itself reads: its own variables and keys, the bus of the desktop's keyring where it may keep its login, and
 * the places of the version managers whose `codex` is a small program that looks for the real one.
 */
const codexOwn = [
  ...['CODEX_*', 'OPENAI_*', 'RUST_LOG', 'RUST_BACKTRACE', 'XDG_*', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['VOLTA_HOME', 'ASDF_DIR', 'ASDF_DATA_DIR', 'MISE_DATA_DIR', 'MISE_CONFIG_DIR', 'PNPM_HOME', 'BUN_INSTALL'],
];

/** The model provider of Codex that signs its requests with the user's AWS credentials. */
const bedrock = 'amazon-bedrock';

export interface CodexNeeds {
  /** The model provider that Codex will use, where one is named. */
  readonly provider: string | undefined;
  /** Variables that the user's Codex configuration names, for example the key of a model provider. */
  readonly named: readonly string[];
}

/** The environment of Codex itself. */
export function codexEnvironment(env: NodeJS.ProcessEnv, { provider, named }: CodexNeeds): NodeJS.ProcessEnv {
  const credentials = provider === bedrock ? ['AWS_*'] : [];
  return picked(env, [...base, ...windows, ...proxies, ...authorities, ...codexOwn, ...credentials, ...named]);
}

/**
 * What the commands that Codex runs, and checks, get of the environment without being named by a setting. The network
 * is reached as the user reaches it, but for a proxy that asks for a password.
 */
export function commandEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const found = picked(env, [...base, ...windows, ...proxies, ...authorities]);
  const hasPassword = ([name, value]: [string, string]) =>
    /_proxy$/i.test(name) && /^(?:[a-z][\w+.-]*:\/\/)?[^/@]*@/i.test(value);
  return Object.fromEntries(Object.entries(found).filter((entry) => !hasPassword(entry)));
}

/** The variables of these names that are set. */
export function picked(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const matches = matcherOf(names);
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && matches(name)) found[name] = value;
  return found;
}

/** Names as they stand, or with `*` for what follows. Windows knows no upper and lower case in them. */
function matcherOf(names: readonly string[]): (name: string) => boolean {
  const fold = (name: string) => (process.platform === 'win32' ? name.toUpperCase() : name);
  const whole = new Set(names.filter((name) => !name.endsWith('*')).map(fold));
  const starts = names.filter((name) => name.endsWith('*')).map((name) => fold(name.slice(0, -1)));
  return (name) => whole.has(fold(name)) || starts.some((start) => fold(name).startsWith(start));
}

/** The variables of the environment whose names stand in quotes in a text of Codex' configuration: `env_key = "MY_KEY"`. */
export function quotedVariables(configuration: string, env: NodeJS.ProcessEnv): string[] {
  const words = new Set(Array.from(configuration.matchAll(/(["'])([A-Za-z_]\w*)\1/g), ([, , word]) => word ?? ''));
  return Object.keys(env).filter((name) => words.has(name));
}
