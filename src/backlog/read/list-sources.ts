/** All sources of a repository, in the order in which they count. */
import { actionSources } from './action-sources.ts';
import type { FolderLister } from './folders.ts';
import { itemSources } from './item-sources.ts';
import type { Source } from './source.ts';
import { straySources } from './stray-tasks.ts';
import { taskSources } from './task-sources.ts';

/** Looks into the folders of both layouts. In small groups, so that the caller can pause in between. */
export function* listSources(folders: FolderLister): Generator<readonly Source[]> {
  yield* taskSources(folders);
  yield* itemSources(folders);
  yield* actionSources(folders);
  yield* straySources(folders);
}
