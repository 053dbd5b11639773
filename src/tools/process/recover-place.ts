/** One repository of a run that was killed: what was done and not committed is kept under a ref and put back. */
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endSentence } from '../../codex/codex-error.ts';
import { redact } from '../../codex/redact.ts';
import { unstagePaths } from '../../git/commit.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import { type ChangedPath, WorkTreeCamera } from '../../git/work-tree.ts';
import { createdSince } from '../../session/created-files.ts';
import { savedSince } from '../../session/saved-files.ts';
import { sandboxFolders } from './attempt-work.ts';
import { copiesOf, deletedInWords, putDeletedBack } from './ignored-files.ts';
import { InnerWork } from './inner-work.ts';
import { isLate } from './late-change.ts';
import { ignoredByNewRules } from './new-rules.ts';
import { isEditorsMark } from './open-files.ts';
import { keepOverwritten, overwrittenIn, overwrittenInWords } from './overwritten-files.ts';
import { type Recovery, sortChanges } from './recovered-changes.ts';
import { innerFiles, sortInner } from './recovered-inner.ts';
import { addRelated } from './related-runs.ts';
import type { Report } from './report.ts';
import { RunStopped } from './run.ts';
import type { RecordedAttempt, RecordedPicture, RecordedRun } from './run-record.ts';
import { isAbout } from './saved-meanwhile.ts';
import { putSteeringBack } from './steering.ts';
import type { Kept } from './works.ts';

export interface Recovered {
  /** Refs that keep what was put back. */
  readonly leftovers: string[];
  readonly warnings: string[];
  /** The same in related repositories. */
  readonly related: Report['related'];
}

/** A run that was killed while it was at work. */
export type KilledRun = RecordedRun & { readonly attempt: RecordedAttempt; readonly seenAt: number };

/** One repository of such a run. */
export interface Place {
  readonly repository: Repository;
  /** Its root where it is a related one. */
  readonly place: string | undefined;
  /** How it was before the attempt. */
  readonly picture: RecordedPicture;
  /** For the camera's index. */
  readonly folder: string;
}

/** What is committed is nobody's leftover; what may be the user's stays. @throws RunStopped where it cannot be kept; all stays then */
export async function recoverPlace(
  one: Place,
  { itemId, attempt, seenAt }: KilledRun,
  recovered: Recovered,
): Promise<void> {
  const { repository, place, picture, folder } = one;
  const keep = (ref: string) => {
    if (place === undefined) recovered.leftovers.push(ref);
    else addRelated(recovered, { repository: place, leftovers: [ref], pushed: false, pull_request: null });
  };
  const head = await readHead(repository);
  if (head === undefined) return;
  const camera = new WorkTreeCamera(repository, folder);
  const first = await camera.take();
  const hidden = ignoredByNewRules(await camera.compare(picture.tree, first), picture.ignored);
  const tree = hidden.length === 0 ? first : await camera.take(hidden);
  const pathsOf = (changes: readonly ChangedPath[]) => new Set(changes.map(({ path }) => path));
  const changes = await camera.compare(picture.tree, tree);
  const sorted = sortChanges(changes, {
    uncommitted: pathsOf(await camera.compare(head.commit, tree)),
    committedSince: pathsOf(await camera.compare(picture.tree, head.commit)),
    usersOwn: new Set(picture.usersOwn),
    created: new Set(await createdSince(repository.commonDir, picture.takenAt)),
    others: await changedByOthers(one, changes, seenAt),
  });
  const message = `${itemId}: left by a run that was killed while it worked on "${attempt.criterion}"`;
  const inner = await InnerWork.resume(repository, camera, picture.inner);
  const innerChanges = await inner.changes();
  const innerSorted = sortInner(innerChanges, await changedByOthers(one, innerFiles(innerChanges), seenAt));
  const all = [sorted.putBack, sorted.left, innerSorted.putBack, innerSorted.left].flat();
  if (all.length > 0) {
    const trees = await inner.graft({ before: picture.tree, after: tree }, innerChanges);
    const ref = await keepLeftover(repository, { ...trees, name: `${itemId}-killed`, message }).catch(
      (error: Error) => {
        const words = endSentence(redact(error.message.trim()));
        throw new RunStopped(
          `What an earlier run on ${itemId} left cannot be kept, so nothing was put back. ${words} Mend the cause, then run again.`,
          'repository',
        );
      },
    );
    keep(ref);
    let done: Recovery = { putBack: [], left: all };
    if (operationInProgress(repository) === undefined) {
      await camera.putBack(picture.tree, sorted.putBack);
      const theirs = new Set(innerSorted.left.map(({ path }) => path));
      await inner.putBack(innerChanges, (path) => theirs.has(path));
      await unstagePaths(
        repository,
        sorted.putBack.map(({ path }) => path),
      );
      done = {
        putBack: [...sorted.putBack, ...innerSorted.putBack],
        left: [...sorted.left, ...innerSorted.left],
      };
    }
    recovered.warnings.push(tell(itemId, attempt.criterion, { ref, place }, done));
  }
  const copies = copiesOf(picture.copies ?? {});
  const overwritten = await overwrittenIn(repository.root, copies, picture.takenAt);
  const kept = await keepOverwritten(repository, `killed-${picture.takenAt}`, copies, overwritten);
  const deleted = await putDeletedBack(repository.root, picture.ignored, copies, true);
  recovered.warnings.push(...deletedInWords(deleted), ...overwrittenInWords(overwritten, kept));
  await recoverSteering(one, itemId, seenAt, { keep, warnings: recovered.warnings });
  await removeSandboxFolders(one);
}

/** The empty mount points that a killed sandbox left. */
export async function removeSandboxFolders({ repository, picture }: Place): Promise<void> {
  for (const name of sandboxFolders.filter((one) => !picture.rootEntries.includes(one))) {
    await rmdir(join(repository.root, name)).catch(() => {}); // not there, or not empty: no mount point
  }
}

function tell(itemId: string, criterion: string, { ref, place }: Kept, { putBack, left }: Recovery): string {
  const names = (changes: readonly ChangedPath[]) => changes.map(({ path }) => path).join(', ');
  const start = `An earlier run was killed while it worked on "${criterion}" of ${itemId}. What it had changed${place === undefined ? '' : ` in ${place}`} is kept in ${ref}`;
  const back = putBack.length === 0 ? '' : ` and was put back: ${names(putBack)}`;
  const stays =
    left.length === 0
      ? ''
      : ` Left as it is, since it may be yours: ${names(left)}. Commit it or put it back (git restore) before it gets in the way.`;
  const where = place === undefined ? '' : ` --repo ${place}`;
  return `${start}${back}.${stays} See: agent-toolkit leftovers${where}.`;
}

/** Paths that changed when the run and all of its processes were over, or that were saved in an editor. */
async function changedByOthers(
  { repository, picture }: Place,
  changes: readonly ChangedPath[],
  seenAt: number,
): Promise<ReadonlySet<string>> {
  const saved = await savedSince(repository.gitDir, picture.takenAt);
  const others = new Set<string>();
  for (const { path } of changes) {
    const isSaved = isEditorsMark(path) || saved.some((each) => isAbout(each, path));
    if (isSaved || (await isLate(join(repository.root, path), seenAt))) others.add(path);
  }
  return others;
}

/** The same for the files that say which cluster may be touched, where git ignores them. */
async function recoverSteering(
  { repository, place, picture }: Place,
  itemId: string,
  seenAt: number,
  recovered: { keep(ref: string): void; readonly warnings: string[] },
): Promise<void> {
  const entries = Object.entries(picture.steering).map(([name, text]) => {
    return [name, text === null ? undefined : Buffer.from(text, 'base64')] as const;
  });
  const isTheirs = (name: string) => isLate(join(repository.root, name), seenAt);
  for (const { name, kept } of await putSteeringBack(repository, itemId, new Map(entries), isTheirs)) {
    if (kept !== undefined) recovered.keep(kept);
    const file = place === undefined ? name : join(place, name);
    recovered.warnings.push(
      `${file} had changed while a run on ${itemId} was killed; put back${kept === undefined ? '' : `, and kept in ${kept}`}.`,
    );
  }
}
