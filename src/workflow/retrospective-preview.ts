/** Which files a retrospective would change, and what they would hold: worked out from what its dry run tells. Writes nothing. */
import { basename } from 'node:path';
import { readBacklog } from '../backlog/read/read.ts';
import type { Proposal } from '../backlog/retrospective/proposal.ts';
import type { Priority } from '../backlog/task.ts';
import { readHead } from '../git/repository.ts';
import type { ToolResult } from '../tools/contract.ts';
import { findPlace } from '../tools/create/place.ts';
import { Draft } from '../tools/draft/draft.ts';
import { openRepository } from '../tools/repository-path.ts';
import { draftedTexts } from '../tools/retrospective/drafted-texts.ts';
import { planChanges } from '../tools/retrospective/plan-changes.ts';
import { readFacts } from '../tools/retrospective/read-facts.ts';

type Told = Pick<ToolResult<'run_retrospective'>, 'changes' | 'merges' | 'priority_changes'>;

export interface PreviewedFile {
  /** Where it would be, or where it is when it would be gone; below the root, with forward slashes. */
  readonly path: string;
  /** Git's object of what it holds now; undefined for a new file. */
  readonly before: string | undefined;
  /** What it would hold; undefined where it would be gone. */
  readonly after: string | undefined;
}

export interface RetrospectivePreview {
  readonly root: string;
  readonly files: readonly PreviewedFile[];
}

/** Items that it would open are not among them: the dry run does not tell their texts. @throws InputError where the path is no repository */
export async function previewRetrospective(repoPath: string, told: Told, now: Date): Promise<RetrospectivePreview> {
  const repository = await openRepository(repoPath);
  const { root } = repository;
  const head = await readHead(repository);
  if (head === undefined) return { root, files: [] };
  const read = await readFacts(repository, head.commit, await readBacklog(root), []);
  const draft = new Draft(repository, read.entries);
  const { checking, edited } = read;
  await planChanges({ place: await findPlace(root), checking, draft, edited, now }, proposalsOf(told));
  const changed: PreviewedFile[] = [];
  for (const [path, after] of await draftedTexts(draft)) {
    // A file that is no text only moves.
    if (after !== null) changed.push({ path, before: read.entries.get(path)?.object, after });
  }
  return { root, files: joined(changed) };
}

/** What the dry run would do, in the form in which it is worked out. Pure. */
export function proposalsOf({ changes, merges, priority_changes: priorities }: Told): Proposal[] {
  return changes.flatMap(({ item_id: id, change, reason, by }): Proposal[] => {
    if (id === null) return [];
    if (change === 'deprecated') return [{ kind: 'deprecate', id, reason, by }];
    if (change === 'merged') {
      const target = merges.find(({ source }) => source === id)?.target;
      return target === undefined ? [] : [{ kind: 'merge', source: id, target, reason, by }];
    }
    const moved = priorities.find(({ item_id: one }) => one === id);
    if (change !== 'priority' || moved === undefined) return [];
    return [{ kind: 'priority', id, from: moved.old as Priority, to: moved.new as Priority, reason, by }];
  });
}

/** A file that would be gone in one place and new in another is one that moves. Pure. */
export function joined(files: readonly PreviewedFile[]): PreviewedFile[] {
  const gone = files.filter(({ after }) => after === undefined);
  const moved = new Map<PreviewedFile, PreviewedFile>();
  for (const file of files.filter(({ before }) => before === undefined)) {
    const from = gone.find((one) => !moved.has(one) && ownName(one.path) === ownName(file.path));
    if (from !== undefined) moved.set(from, file);
  }
  const targets = new Set(moved.values());
  return files.flatMap((file) => {
    if (targets.has(file)) return [];
    const to = moved.get(file);
    return [to === undefined ? file : { path: to.path, before: file.before, after: to.after }];
  });
}

/** The name of a task's file; of an item's file, with its folder. */
function ownName(path: string): string {
  const name = basename(path);
  return /^[A-Z]+-\d+/.test(name) ? name : path.split('/').slice(-2).join('/');
}
