/** What went wrong in sessions, by its kind. Pure. */
import type { Failure } from '../../backlog/retrospective/facts.ts';
import { causeKind } from '../../backlog/retrospective/rules/repeated-failures.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';

type SessionTask = SessionFacts['tasks'][number];

/** All failures of the sessions, in their order. A task that is too large, or waits, is none. */
export function failuresOf(sessions: readonly SessionFacts[]): Failure[] {
  return sessions.flatMap((session) =>
    session.tasks.flatMap((task) => {
      const at = Date.parse(task.ended_at ?? task.started_at);
      const common = { itemId: task.item_id, sessionId: session.session_id, at };
      return whatFailed(task).map((failed) => ({ ...failed, ...common }));
    }),
  );
}

function whatFailed({
  status,
  failed_section: section,
  message,
  tests,
}: SessionTask): Pick<Failure, 'kind' | 'what'>[] {
  if (status === 'error') {
    const what = inOneLine(section?.reason ?? message);
    return [{ kind: `error-${wordsOf(what)}`, what }];
  }
  if (status !== 'tests_failed') return [];
  const causes = tests?.causes ?? [];
  if (causes.length === 0) return [{ kind: `tests-${wordsOf(tests?.message ?? message)}`, what: inOneLine(message) }];
  return causes.map(({ key, object, reason }) => ({
    kind: `${causeKind}${key}`,
    what: inOneLine(`${object}: ${reason}`),
  }));
}

const longest = 200;

function inOneLine(text: string): string {
  const line = text.split(/\s+/).filter(Boolean).join(' ');
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

/** What differs from one time to the next: quoted texts, addresses, paths, ids, hashes, numbers. */
const particular = /"[^"]*"|'[^']*'|`[^`]*`|\b\w+:\/\/\S+|\S*\/\S+|\b[A-Z]+-\d+\b|\b[0-9a-f]{7,}\b|\S*\d\S*/g;

/** The first words of a reason, as one: what failures of one kind have in common. */
function wordsOf(reason: string): string {
  const words =
    reason
      .replace(particular, ' ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.slice(0, 8).join('-') || 'unknown';
}
