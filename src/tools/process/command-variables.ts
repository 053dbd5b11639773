/** What the agent's commands, and checks, get in their environment besides what every command needs. */
import { copyFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { picked } from '../../codex/environment.ts';
import type { Run } from './run.ts';

/**
 * Places for what tools write while they only look: the home folder is read-only in Codex' sandbox (measured with Codex
 * 0.169). Where a tool has its configuration and its logins stays as the user has it.
 */
export function cacheVariables(scratchFolder: string): Record<string, string> {
  const below = (...names: string[]) => join(scratchFolder, ...names);
  return {
    KUBECACHEDIR: below('kube'),
    /** Kustomize, go build, trivy, pip and others that follow the XDG base directory specification. */
    XDG_CACHE_HOME: below('cache'),
    HELM_CACHE_HOME: below('helm'),
    /** `helm repo add` and `update` write it and lock it. */
    HELM_REPOSITORY_CONFIG: below('helm-repositories.yaml'),
    BUILDX_CONFIG: below('buildx'),
    GOMODCACHE: below('go'),
    npm_config_cache: below('npm'),
    /** Cosign's copy of the trust root. */
    TUF_ROOT: below('sigstore'),
  };
}

/** Gives helm the repositories that the user has added, in a copy that it may write. Without any, it begins with none. */
export async function copyHelmRepositories(scratchFolder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { HELM_REPOSITORY_CONFIG: copy = '' } = cacheVariables(scratchFolder);
  const file = env['HELM_REPOSITORY_CONFIG'] || join(helmConfiguration(env), 'repositories.yaml');
  await copyFile(file, copy).catch(() => {}); // no helm here, or no repository added
}

/** As helm looks for it: HELM_CONFIG_HOME, then the folder for configuration of XDG or of the system. */
function helmConfiguration(env: NodeJS.ProcessEnv): string {
  if (env['HELM_CONFIG_HOME']) return env['HELM_CONFIG_HOME'];
  if (env['XDG_CONFIG_HOME']) return join(env['XDG_CONFIG_HOME'], 'helm');
  const home = env['HOME'] || homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Preferences', 'helm');
  if (process.platform === 'win32') return join(env['APPDATA'] || home, 'helm');
  return join(home, '.config', 'helm');
}

/** Those places, with what the user's settings name on top; the kubeconfig is always the run's own. */
export function commandVariables(
  { scratchFolder, settings }: Pick<Run, 'scratchFolder' | 'settings'>,
  kubeconfig: string,
): Record<string, string> {
  const named = picked(process.env, settings.passEnvironment);
  return { ...cacheVariables(scratchFolder), ...named, KUBECONFIG: kubeconfig };
}
