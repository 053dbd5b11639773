/** The environment that our server needs and Codex hands to no server unless it is named. Pure. */

/** Clusters and the logins of their credential plugins. */
const cluster = [
  'KUBECONFIG',
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AZURE_CONFIG_DIR',
  'CLOUDSDK_CONFIG',
  'DOCKER_CONFIG',
];
/** The Codex that works on a criterion: where its configuration and its login are. */
const codex = ['CODEX_HOME', 'CODEX_API_KEY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];
/** Our own configuration, temporary files, and who git commits as, how it signs and reaches its remotes. */
const own = [
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'TMPDIR',
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_SSH',
  'GIT_CONFIG_GLOBAL',
  'GNUPGHOME',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'EMAIL',
];
const network = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
];
const windows = ['APPDATA', 'LOCALAPPDATA', 'USERPROFILE', 'ProgramData'];

/**
 * Names, none twice. A variable that is not set is nothing that Codex hands on.
 * @param configuration text of Codex' configuration: model providers name the variable of their key
 * @param passed names that the user lets Codex' commands have
 */
export function forwardedVariables(
  configuration: string,
  passed: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string[] {
  const keys = Array.from(
    configuration.matchAll(/\benv_key\s*=\s*(["'])([A-Za-z_]\w*)\1/g),
    ([, , name]) => name ?? '',
  );
  return [
    ...new Set([
      ...cluster,
      ...codex,
      ...own,
      ...network,
      ...(platform === 'win32' ? windows : []),
      ...keys,
      ...passed,
    ]),
  ];
}
