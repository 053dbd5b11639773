/** Whether two addresses of git repositories mean the same one. Pure. */

/** Host and path, without what differs by how it is reached: scheme, user, port, `.git`. Undefined for no address. */
function placeOf(address: string): string | undefined {
  const text = address.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)(?::\d*)?(\/.*)?$/i.exec(text);
  // git@host:group/name, git's other way to write ssh.
  const ssh = url === null ? /^(?:[^@/]+@)?(\[[^\]]*\]|[^:/]+):(?!\/\/)(.+)$/.exec(text) : null;
  const [, host = '', path = ''] = url ?? ssh ?? ['', '', text];
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  const place = [host, ...steps].join('/').replace(/\.git$/i, '');
  return steps.length === 0 ? undefined : place.toLowerCase();
}

/** Whether the repositories are called the same, wherever they are. */
export function isSameName(a: string, b: string): boolean {
  const name = (address: string) => placeOf(address)?.split('/').at(-1);
  return name(a) !== undefined && name(a) === name(b);
}

/** `ssh://git@host:2222/group/name.git`, `git@host:group/name` and `https://host/group/name` are one repository. */
export function isSameRepository(a: string, b: string): boolean {
  const place = placeOf(a);
  return place !== undefined && place === placeOf(b);
}
