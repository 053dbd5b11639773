/** What a draft's files are to hold. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { Draft } from '../draft/draft.ts';

/** By path; undefined for a file that is to be gone, null for one that is no text and only moves. */
export type DraftedTexts = ReadonlyMap<string, string | null | undefined>;

/** All that is to be another than in the last commit. Writes nothing. */
export async function draftedTexts(draft: Draft): Promise<DraftedTexts> {
  const texts = new Map<string, string | null | undefined>();
  for (const path of draft.paths) texts.set(path, draft.has(path) ? await textOf(draft, path) : undefined);
  return texts;
}

async function textOf(draft: Draft, path: string): Promise<string | null> {
  try {
    return await draft.text(path);
  } catch (error) {
    if (error instanceof EditConflict) return null;
    throw error;
  }
}
