/** Where the standard layout keeps what it holds, as paths below the repository root. */

import type { Folder } from '../task.ts';
import { isTaskKind } from '../task-id.ts';

/** The layout lies at the root of its repository, or in this folder of another one. */
export const bases = ['', 'feature-management/'] as const;

/** A folder whose folders are items. */
export interface ItemPlace {
  readonly path: string;
  readonly folder: Folder;
}

/** A folder whose folders are human actions. */
export interface ActionPlace {
  readonly path: string;
  /** Whether what lies there is over. */
  readonly isEnded: boolean;
}

/** The places of items, those of open work first. Most repositories have only some of them. */
export const itemPlaces: readonly ItemPlace[] = bases.flatMap((base) => [
  ...(['bugs', 'features'] as const).flatMap((kind): ItemPlace[] => [
    { path: `${base}${kind}`, folder: 'active' },
    { path: `${base}${kind}/completed`, folder: 'completed' },
    { path: `${base}${kind}/deprecated`, folder: 'deprecated' },
  ]),
  { path: `${base}completed`, folder: 'completed' },
  { path: `${base}deprecated`, folder: 'deprecated' },
]);

/** The places of human actions; completed/ and deprecated/ hold them beside items. */
export const actionPlaces: readonly ActionPlace[] = bases.flatMap((base) => [
  { path: `${base}human-actions`, isEnded: false },
  { path: `${base}human-actions/completed`, isEnded: true },
  { path: `${base}completed`, isEnded: true },
  { path: `${base}deprecated`, isEnded: true },
]);

/** Tables of human actions, where there are any. */
export const actionTables: readonly string[] = bases.flatMap((base) => [
  `${base}human-actions/actions.md`,
  `${base}actions.md`,
]);

/** Tables that list the items, where there are any. */
export const summaryTables: readonly string[] = bases.flatMap((base) =>
  ['bugs', 'features'].flatMap((kind) => [`${base}${kind}.md`, `${base}${kind}/${kind}.md`]),
);

export const reportNames = ['bug_report.json', 'feature_request.json'] as const;
const documentNames = ['PROMPT.md', 'PLAN.md', 'TASKS.md'] as const;

/** The files of an item that are read. */
export type ItemFileName = (typeof reportNames)[number] | (typeof documentNames)[number];

export const itemFileNames: readonly ItemFileName[] = [...reportNames, ...documentNames];

/** The names of a folder that are files of an item. */
export function itemFilesAmong(names: readonly string[]): ItemFileName[] {
  return itemFileNames.filter((name) => names.includes(name));
}

/** Whether a name in a place of items may be an item's folder; only its files can tell for certain. */
export function mayBeItem(name: string): boolean {
  return !/^[._]/.test(name) && !/^(?:completed|deprecated)$/i.test(name) && !isActionName(name);
}

/** Whether a folder is named as human actions are. */
export function isActionName(name: string): boolean {
  return /^ACTION[-_]\d/i.test(name);
}

/** The id that the name of an item's folder begins with: BUG-005 of `BUG-005-slug`, `bug-005-slug`, `BUG_005_slug`. */
export function idOfItemName(name: string): string | undefined {
  const match = /^([A-Za-z]{1,32})[-_](\d{1,9})(?![0-9])/.exec(name);
  const id = match === null ? '' : `${match[1]?.toUpperCase()}-${match[2]}`;
  return isTaskKind(id) ? id : undefined;
}
