import type { Duplicate } from '../../backlog/duplicates/find-duplicates.ts';
import type { Backlog } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import { pickOne } from '../multi-step.ts';
import type { NewItemDraft } from './draft.ts';
import { duplicatePicks, likelyDuplicates } from './likely-duplicates.ts';
import { back, nothing, type Step } from './walk.ts';

/**
 * Shows what looks like the new item, before more is asked or anything is written. Who opens one of them creates nothing.
 * @param opened told which one
 */
export function duplicatesStep(
  root: string,
  known: () => Backlog | undefined,
  opened: (duplicate: Duplicate) => void,
): Step<NewItemDraft> {
  return {
    ask: async (draft, place) => {
      const duplicates = await likelyDuplicates(root, draft, known());
      if (duplicates.length === 0) return nothing;
      const placeHolder =
        duplicates.length === 1
          ? l10n.t('This one looks like it. Open it, and nothing is created')
          : l10n.t('These look like it, the likeliest first. Open one, and nothing is created');
      const pick = await pickOne({ title: l10n.t('New Work Item'), place, placeHolder }, duplicatePicks(duplicates));
      if (pick === undefined || pick === back) return pick;
      if (pick.duplicate === undefined) return draft;
      opened(pick.duplicate);
      return undefined;
    },
  };
}
