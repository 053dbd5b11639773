/** What the next process, and people, may want to know of a try. */
import type { CodexOutcome } from '../../codex/exec.ts';
import type { Tried } from '../../codex/previous-try.ts';
import type { Inspected } from './inspect.ts';
import type { Kept } from './works.ts';

export function describeTry({ commands }: CodexOutcome, all: readonly Inspected[]): Tried {
  const pictures = (of: (seen: Inspected) => string) => all.map(of).join(' ');
  const elsewhere = all.flatMap(({ one: { run }, paths }) =>
    run.place === undefined ? [] : [{ place: run.place, changed: paths, leftover: undefined }],
  );
  return {
    commands,
    before: pictures(({ one }) => one.work.baseline.tree),
    after: pictures(({ look }) => look.tree),
    changed: all[0]?.paths ?? [],
    leftover: undefined,
    elsewhere,
  };
}

/** The try with the refs that keep what it changed. */
export function withLeftovers(tried: Tried, kept: readonly Kept[]): Tried {
  const leftoverIn = (place: string | undefined) => kept.find((one) => one.place === place)?.ref;
  const elsewhere = tried.elsewhere?.map((one) => ({ ...one, leftover: leftoverIn(one.place) })) ?? [];
  return { ...tried, leftover: leftoverIn(undefined), elsewhere };
}
