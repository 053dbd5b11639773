/** Finds the related repositories of a run, and those that the user has to be asked about. Reads files, and asks git what they are. */
import { realpath } from 'node:fs/promises';
import { findRepository } from '../../git/repository.ts';
import { findRelated } from '../../tools/related/find-related.ts';
import type { EditorSettings } from '../editor-settings.ts';
import { launchEnvironment } from '../launch-environment.ts';

/** Their roots: agreed to, and proposed only. None where there is nothing to ask, and what is wrong the run itself will say. */
export async function relatedRoots(
  root: string,
  { environment }: Pick<EditorSettings, 'environment'>,
  editorEnv: NodeJS.ProcessEnv,
): Promise<{ readonly related: readonly string[]; readonly proposed: readonly string[] }> {
  const repository = await findRepository(root);
  if (repository === undefined) return { related: [], proposed: [] };
  const real = { ...repository, root: await realpath(root) };
  const found = await findRelated(real, launchEnvironment(editorEnv, environment)).catch(() => undefined);
  return {
    related: found?.agreed.map((one) => one.root) ?? [],
    proposed: found?.unagreed.map((one) => one.root) ?? [],
  };
}
