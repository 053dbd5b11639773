/**
 * What `codex` is called with for a login. Its page ends at a port of this machine, which a browser elsewhere cannot reach: there
 * it shows a code instead. What runs in WSL shares its ports with the browser's machine. Pure.
 * @param remoteName what the window is connected to, as the editor names it; undefined on the user's own machine
 */
export function loginArguments(remoteName: string | undefined): string[] {
  return remoteName === undefined || remoteName === 'wsl' ? ['login'] : ['login', '--device-auth'];
}
