/** Finds the related repositories that the user has to be asked about. Reads files, and asks git what they are. */
import { realpath } from 'node:fs/promises';
import { findRepository } from '../git/repository.ts';
import { findRelated } from '../tools/related/find-related.ts';
import type { EditorSettings } from './editor-settings.ts';
import { launchEnvironment } from './launch-environment.ts';

/** Their roots; none where there is nothing to ask, and what is wrong the run itself will say. */
export async function findUnagreedRelated(
  root: string,
  { environment }: Pick<EditorSettings, 'environment'>,
  editorEnv: NodeJS.ProcessEnv,
): Promise<string[]> {
  const repository = await findRepository(root);
  if (repository === undefined) return [];
  const real = { ...repository, root: await realpath(root) };
  const found = await findRelated(real, launchEnvironment(editorEnv, environment)).catch(() => undefined);
  return found?.unagreed.map((one) => one.root) ?? [];
}
