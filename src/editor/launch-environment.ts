/**
 * The editor's environment with the user's additions, without what steers the editor's own processes: a debugger
 * port or the editor's IPC socket must not reach Codex and what it starts.
 */
export function launchEnvironment(
  env: NodeJS.ProcessEnv,
  additions: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), ...additions, ELECTRON_RUN_AS_NODE: '1' };
}
