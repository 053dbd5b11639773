/** Where a remote is on the web, and the page on which a pull request is opened. */

export interface Forge {
  readonly kind: 'github' | 'gitlab';
  readonly host: string;
  /** Owner and name, with all groups between them. */
  readonly path: string;
  /** Of the repository's page, without a slash at the end; never with a user or a password. */
  readonly address: string;
}

/** Hosts through which ssh goes where port 22 is closed. */
const sshHosts: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
};

/**
 * Reads the address of a remote: a URL, or `user@host:path`. Undefined where it is on this machine, and where the host's
 * name has neither github nor gitlab in it: how other hosts are used is not known here.
 */
export function forgeOf(remoteUrl: string): Forge | undefined {
  const found = readUrl(remoteUrl) ?? readScp(remoteUrl);
  if (found === undefined) return undefined;
  const { hostname, web } = found;
  const path = found.path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  const kind = (['github', 'gitlab'] as const).find((name) => hostname.split('.').some((part) => part.includes(name)));
  if (kind === undefined || !path.includes('/')) return undefined;
  const host = web.replace(/^\w+:\/\//, '');
  return { kind, host, path, address: `${web}/${encodePath(path)}` };
}

function readUrl(text: string): { hostname: string; web: string; path: string } | undefined {
  if (!/^(?:https?|ssh|git|git\+ssh):\/\//.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname: name, host, pathname } = new URL(text);
  const hostname = sshHosts[name] ?? name;
  // The port of an http address is that of the web page, any other one is not.
  const web = protocol === 'http:' || protocol === 'https:' ? `${protocol}//${host}` : `https://${hostname}`;
  return { hostname, web, path: decoded(pathname) };
}

function readScp(text: string): { hostname: string; web: string; path: string } | undefined {
  const match = /^(?:[^@/\s]+@)?([\w.-]{2,}):(?!\/\/)([^\s\\]+)$/.exec(text);
  if (match === null) return undefined;
  const [, name = '', path = ''] = match;
  const hostname = sshHosts[name] ?? name;
  return { hostname, web: `https://${hostname}`, path };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a lone % stands for itself
  }
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The page of a commit that is there. */
export function commitPage({ kind, address }: Forge, sha: string): string {
  return `${address}${kind === 'gitlab' ? '/-' : ''}/commit/${sha}`;
}

/** The page on which a person opens the pull request of `head` into `base`. */
export function newPullRequestPage({ kind, address }: Forge, base: string, head: string): string {
  if (kind === 'github') return `${address}/compare/${encodePath(base)}...${encodePath(head)}?expand=1`;
  const fields = { source_branch: head, target_branch: base };
  const query = Object.entries(fields).map(([name, value]) => `merge_request[${name}]=${encodeURIComponent(value)}`);
  return `${address}/-/merge_requests/new?${query.join('&')}`;
}
