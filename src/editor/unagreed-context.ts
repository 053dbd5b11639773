/** Finds the kube context that the user has to be asked about. Reads files only. */
import { guardContext } from '../cluster/context-guard.ts';
import { readKubeconfig } from '../cluster/kubeconfig.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { readUserSettings } from '../tools/user-settings.ts';
import type { EditorSettings } from './editor-settings.ts';
import { launchEnvironment } from './launch-environment.ts';

/**
 * The current context, when it is usable and neither a setting nor the repository names one.
 * Undefined otherwise: there is nothing to ask, and what is wrong the run itself will say.
 */
export async function findUnagreedContext(
  root: string,
  settings: Pick<EditorSettings, 'kubeconfig' | 'context' | 'environment'>,
  editorEnv: NodeJS.ProcessEnv,
): Promise<{ readonly context: string; readonly server: string } | undefined> {
  const env = launchEnvironment(editorEnv, settings.environment);
  const user = await readUserSettings(env).catch(() => undefined);
  if (settings.context !== '' || user?.context !== undefined) return undefined;
  if ((await readRepositoryConfig(root)).clusterContext !== undefined) return undefined;
  const kubeconfig = settings.kubeconfig === '' ? user?.kubeconfig : settings.kubeconfig;
  const access = { env, ...(kubeconfig === undefined ? {} : { kubeconfig }) };
  const context = await readKubeconfig(access).then(
    (found) => found?.currentContext,
    () => undefined,
  );
  if (context === undefined) return undefined;
  const verdict = await guardContext({ ...access, context });
  return verdict.status === 'ok' ? { context, server: verdict.server } : undefined;
}
