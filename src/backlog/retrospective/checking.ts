/** What proposals are checked against. */
import type { Facts } from './facts.ts';

export interface Checking extends Facts {
  /** Items that somebody works on at this moment, by `idKey`. */
  readonly inWork: ReadonlySet<string>;
  /** Why an item cannot be changed now, by its file, as the end of a sentence: `has edits that are not committed`. */
  readonly obstacles: ReadonlyMap<string, string>;
}
