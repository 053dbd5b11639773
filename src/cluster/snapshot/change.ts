/** What a comparison of two snapshots tells. */

/** One thing that changed; both sides are short texts, null where there was or is nothing. */
export interface Change {
  /** `Deployment shop/web`. */
  readonly object: string;
  /** existence: it came or went; revision: of a Flux object; warning: an event that was not there before. */
  readonly what: 'existence' | 'health' | 'images' | 'replicas' | 'restarts' | 'revision' | 'warning';
  readonly before: string | null;
  readonly after: string | null;
}
