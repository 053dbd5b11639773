/**
 * What git cannot take back when a run is rolled back. Only what commits, paths and manifests say: none of it was looked
 * up in a cluster, so a person checks it by hand. Pure.
 */
import { objectsOf } from './manifest-objects.ts';
import type { Applier } from './pruning.ts';
import { takenAway } from './taken-away.ts';
import { toldInCommits } from './told-in-commits.ts';

/** A file that the rollback changes. */
export interface ChangedFile {
  readonly path: string;
  /** Its text as the branch has it; undefined where there is no such file, or it is no text. */
  readonly before: string | undefined;
  /** Its text after the rollback. */
  readonly after: string | undefined;
}

const migration = /(?:^|\/)(?:migrations?|db\/migrate|alembic\/versions|flyway|liquibase)\/[^/]|\.sql$/i;

/** One sentence each. @param messages of the commits that are taken back, newest first */
export function checkByHand(
  messages: readonly string[],
  files: readonly ChangedFile[],
  appliers: readonly Applier[],
): string[] {
  const before = files.flatMap(({ path, before }) => objectsOf(path, before));
  const after = files.flatMap(({ path, after }) => objectsOf(path, after));
  const migrations = files.filter(({ path, before }) => before !== undefined && migration.test(path));
  return [
    ...toldInCommits(messages),
    ...takenAway(before, after, appliers),
    ...(migrations.length === 0
      ? []
      : [
          `${migrations.map(({ path }) => path).join(', ')}: where such a migration has run, what it changed in the database stays.`,
        ]),
  ];
}
