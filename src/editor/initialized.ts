/** What Initialize Repository has made, for people. Pure. */
import { z } from 'zod';
import type { GitStanding } from './git-standing.ts';
import * as l10n from './l10n.ts';
import { doctor, makeGit, type NextStep, sourceControl } from './states/next-step.ts';

export const initSchema = z.object({
  root: z.string(),
  made: z.array(z.string()),
  ignored: z.boolean(),
  warnings: z.array(z.string()),
});
export type Initialized = z.output<typeof initSchema>;

export interface InitializedNotice {
  readonly severity: 'info' | 'warning';
  readonly text: string;
  /** Its buttons, in order. */
  readonly steps: readonly NextStep[];
}

/**
 * One to three sentences; a folder that is kept by a file of its own is told as a folder.
 * @param top opens what it was made in, where that is not the open folder but a repository around it
 */
export function initializedNotice(
  { made, ignored, warnings }: Initialized,
  name: string,
  standing: GitStanding,
  top?: NextStep,
): InitializedNotice {
  const things = made.map((path) => path.replace(/\.gitkeep$/, ''));
  const all = [...things, ...(ignored ? [l10n.t('one line of .gitignore')] : [])];
  const said = all.length === 0 ? l10n.t`${name} has all of it already.` : l10n.t`Made in ${name}: ${all.join(', ')}.`;
  const isOpen = all.length > 0 || standing === 'noGit';
  const next = {
    noGit: { text: l10n.t`Work is kept in commits, and ${name} is no git repository yet.`, step: makeGit() },
    noCommit: { text: l10n.t('Look at it, then make the first commit: work begins after it.'), step: sourceControl() },
    committed: { text: l10n.t('Nothing is committed: look at it, then commit it.'), step: sourceControl() },
  }[standing];
  const inner =
    top === undefined ? [] : [l10n.t('That is the repository around the open folder: open it to see its tasks.')];
  return {
    severity: warnings.length > 0 ? 'warning' : 'info',
    text: [said, ...inner, ...(isOpen ? [next.text] : []), ...warnings].join(' '),
    steps: [...(top === undefined ? [] : [top]), ...(isOpen ? [next.step] : []), doctor()],
  };
}

/** The task that was made to begin with. */
export function firstTaskOf({ made }: Initialized): string | undefined {
  return made.find((path) => /^tasks\/active\/[^/]+\.md$/.test(path));
}
