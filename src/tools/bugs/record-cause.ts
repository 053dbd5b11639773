/** What becomes of one root cause: a new item, or a line in the one that is open for it. */
import type { NewItem } from '../../backlog/create/new-item.ts';
import type { Backlog, Task } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import type { Cause } from '../contract.ts';
import { createItemFiles } from '../create/create-item.ts';
import { duplicateWarning } from '../create/duplicate-warning.ts';
import type { Place } from '../create/place.ts';
import { similarItems } from '../create/similar-items.ts';
import { addSighting } from './add-sighting.ts';
import { bugItem, type Sighting, seenAgain } from './bug-item.ts';
import { type OpenItem, openTwin, type Twin } from './open-twin.ts';

/** What all causes of a verification have in common. */
export interface Verified {
  readonly repository: Repository;
  readonly place: Place;
  readonly task: Task;
  readonly scanned: Backlog;
  readonly open: readonly OpenItem[];
  readonly sighting: Omit<Sighting, 'now'>;
  readonly signal: AbortSignal;
  log(text: string): void;
}

export interface Recorded {
  readonly id: string;
  /** `kept`: an item is open for it, and nothing could be added. */
  readonly how: 'created' | 'updated' | 'kept';
  /** The file of the item that was open for it. */
  readonly twin?: string;
  readonly warnings: readonly string[];
}

/** @throws InputError when no item could be written; the signal's reason */
export async function recordCause(cause: Cause, verified: Verified): Promise<Recorded> {
  const sighting: Sighting = { ...verified.sighting, now: new Date() };
  const item = bugItem(cause, sighting);
  const twin = await openTwin(verified.place.root, cause, item, verified.open);
  return twin === undefined ? openItem(item, verified) : addTo(twin, cause, item, sighting, verified);
}

async function openItem(item: NewItem, { place, task, scanned, signal, log }: Verified): Promise<Recorded> {
  const others = scanned.tasks.filter(({ file }) => file !== task.file);
  const duplicate = duplicateWarning(await similarItems(place.root, item, { ...scanned, tasks: others }));
  const { plan, commit } = await createItemFiles({
    ...{ item, place, folder: 'active', autoCommit: true, scanned, signal, log },
  });
  log(`Created ${plan.location} for ${item.title}.`);
  const warnings = [...(duplicate === null ? [] : [duplicate]), ...commit.warnings];
  return { id: plan.id, how: 'created', warnings: warnings.map((text) => `${plan.id}: ${text}`) };
}

async function addTo(
  { task: twin, hasKey }: Twin,
  cause: Cause,
  item: NewItem,
  sighting: Sighting,
  { repository, place, task, signal, log }: Verified,
): Promise<Recorded> {
  const { id, file } = twin;
  const why = await addSighting({
    ...{ root: place.root, repository, task: twin, now: sighting.now, signal },
    entry: seenAgain(cause, sighting, hasKey),
    message: `Update ${id}: seen again by the verification of ${task.id}`,
  });
  if (why === undefined) {
    log(`Added to ${id}: ${item.title} was seen again.`);
    return { id, how: 'updated', twin: file, warnings: [] };
  }
  const warning = `${id} is open for ${item.title}, and nothing was added to it. ${why}`;
  return { id, how: 'kept', twin: file, warnings: [warning] };
}
