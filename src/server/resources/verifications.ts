/** What the last verifications came to, as the records of sessions have it: nothing else of them is kept. Pure. */
import type { SessionRecord } from '../../session/session-record.ts';

/** Tasks that are told. */
const mostVerifications = 50;

/** The newest first. */
export function verificationsOf(records: readonly SessionRecord[]): object {
  const told = records.flatMap(({ session_id, cluster_context, tasks }) =>
    tasks.flatMap(({ item_id, title, file, ended_at, tests, rollback, follow_up }) =>
      tests === null
        ? []
        : [{ item_id, title, file, at: ended_at, session_id, cluster_context, ...tests, rollback, follow_up }],
    ),
  );
  const time = ({ at }: { readonly at: string | null }) => Date.parse(at ?? '') || 0;
  return { verifications: told.toSorted((a, b) => time(b) - time(a)).slice(0, mostVerifications) };
}
