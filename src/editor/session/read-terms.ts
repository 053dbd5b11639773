/** On what terms a run works: the settings of the editor, then the user's file, and what the repository records. */
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { readUserSettings } from '../../tools/user-settings.ts';
import type { EditorSettings } from '../editor-settings.ts';
import { launchEnvironment } from '../launch-environment.ts';
import type { SessionTerms } from './session-facts.ts';

/** @throws InputError where the user's file is not usable */
export async function readTerms(root: string, set: EditorSettings, env: NodeJS.ProcessEnv): Promise<SessionTerms> {
  const [user, recorded] = await Promise.all([
    readUserSettings(launchEnvironment(env, set.environment)),
    readRepositoryConfig(root),
  ]);
  return {
    push: set.push ?? user.push,
    network: set.network ?? user.network,
    tasksPerSession: set.tasksPerSession ?? user.tasksPerSession,
    failuresPerSession: set.failuresPerSession ?? user.failuresPerSession,
    minutesPerSession: set.minutesPerSession ?? user.minutesPerSession,
    tokensPerSession: set.tokensPerSession ?? user.tokensPerSession,
    context: set.context || user.context || recorded.clusterContext,
  };
}
