/** Reads on what terms a run would work. Reads files, and asks git what the related repositories are. */
import type { EditorSettings } from '../editor-settings.ts';
import { externalTerms } from '../external-server.ts';
import { readTerms } from '../session/read-terms.ts';
import { findUnagreedContext } from '../unagreed-context.ts';
import { relatedRoots } from './related-roots.ts';
import type { RunTerms } from './run-terms.ts';

/** @throws InputError where the user's file is not usable */
export async function readRunTerms(
  root: string,
  usesCluster: boolean,
  settings: EditorSettings,
  env: NodeJS.ProcessEnv,
): Promise<RunTerms> {
  const { network, push, context } = await readTerms(root, settings, env);
  const unagreed = usesCluster ? await findUnagreedContext(root, settings, env) : undefined;
  return {
    network,
    push,
    context: usesCluster ? (unagreed?.context ?? context) : undefined,
    ...(unagreed === undefined ? {} : { server: unagreed.server }),
    ...(await relatedRoots(root, settings, env)),
    ...(settings.server.command === '' ? {} : { external: externalTerms(settings) }),
    ...(settings.checkHumanActions ? { checksActions: true } : {}),
  };
}
