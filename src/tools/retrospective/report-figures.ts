/** The figures of sessions, and what failed in them by kind. Pure. */
import { tableRow } from '../../backlog/create/markdown-table.ts';
import type { Failure } from '../../backlog/retrospective/facts.ts';
import { narrowElapsed } from '../../session/report/elapsed.ts';
import { counted, tokensText } from '../../session/report/figures.ts';
import { code, inline, sentence } from '../../session/report/inline.ts';
import { mermaidBlock } from '../../session/report/mermaid.ts';
import { outcomeCounts, taskOutcome } from '../../session/report/outcome.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';
import type { RetrospectiveFacts } from './report-facts.ts';

/** Kinds of failure that are named. */
const shownKinds = 10;

/** Table and chart; nothing where no session is known. */
export function figureBlocks({ session, sessions }: RetrospectiveFacts): string[] {
  if (sessions.length === 0) return [];
  const all = `${counted(sessions.length, 'session')}`;
  const rows = [
    ...(session === undefined ? [] : [figureRow('This session', [session])]),
    ...(session !== undefined && sessions.length === 1 ? [] : [figureRow(all, sessions)]),
  ];
  const head = tableRow(['', 'Tasks', 'Done', 'Success', 'Criteria', 'Tokens', 'Time']);
  return ['## Figures', [head, '|---|--:|--:|--:|--:|--:|--:|', ...rows].join('\n'), ...outcomeChart(sessions)];
}

function figureRow(name: string, sessions: readonly SessionFacts[]): string {
  const tasks = sessions.flatMap((session) => session.tasks);
  const outcomes = tasks.map(taskOutcome);
  const done = outcomes.filter(({ kind }) => kind === 'good').length;
  // What was split, or cut off, has neither succeeded nor failed.
  const judged = outcomes.filter(({ kind }) => kind !== 'open').length;
  const sum = (of: (task: SessionFacts['tasks'][number]) => number) =>
    tasks.reduce((total, task) => total + of(task), 0);
  const time = sessions.reduce((total, session) => total + duration(session), 0);
  return tableRow([
    name,
    String(tasks.length),
    String(done),
    judged === 0 ? '–' : `${Math.round((100 * done) / judged)} %`,
    String(sum(({ sections_completed: criteria }) => criteria.length)),
    tokensText(sum(({ tokens }) => tokens.input + tokens.output)),
    narrowElapsed(time),
  ]);
}

/** Of one that has not ended, or was interrupted, as long as it is known to have worked. */
function duration({ started_at: from, ended_at: to, tasks }: SessionFacts): number {
  const last =
    to ??
    tasks
      .flatMap(({ ended_at: ended }) => ended ?? [])
      .toSorted()
      .at(-1) ??
    from;
  return Math.max(0, Date.parse(last) - Date.parse(from));
}

/** Mermaid draws the largest slice first, and gives colours in that order. */
function outcomeChart(sessions: readonly SessionFacts[]): string[] {
  const tasks = sessions.flatMap((session) => session.tasks);
  const counts = outcomeCounts(tasks).toSorted((a, b) => b.count - a.count);
  if (counts.length === 0) return [];
  const variables = counts.map(({ kind }, index) => {
    const before = counts.slice(0, index).filter((one) => one.kind === kind).length;
    return `"pie${index + 1}": "${colours[kind][before % colours[kind].length]}"`;
  });
  const slices = counts.map(({ text, count }) => `    "${text}" : ${count}`);
  const theme = `%%{init: {"themeVariables": {${variables.join(', ')}}}}%%`;
  return [mermaidBlock([theme, 'pie showData', '    title How tasks ended', ...slices])];
}

/** Green, red and brown, a darker one for each further outcome of a kind. */
const colours = {
  good: ['#2da44e', '#116329'],
  bad: ['#cf222e', '#82071e'],
  open: ['#bf8700', '#7d4e00', '#4d2d00'],
} as const;

/** What failed, the most frequent first. */
export function failureBlocks({ failures }: Pick<RetrospectiveFacts, 'failures'>): string[] {
  if (failures.length === 0) return [];
  const kinds = new Map<string, Failure[]>();
  for (const failure of failures) kinds.set(failure.kind, [...(kinds.get(failure.kind) ?? []), failure]);
  const sorted = [...kinds.values()].toSorted((a, b) => b.length - a.length);
  const lines = sorted.slice(0, shownKinds).map((all) => {
    const items = [...new Set(all.map(({ itemId }) => itemId))];
    const last = all.toSorted((a, b) => a.at - b.at).at(-1);
    return `- **${all.length}×** ${sentence(last?.what ?? '')} ${items.map(code).join(', ')}`;
  });
  const more = sorted.length - shownKinds;
  return ['## What failed', [...lines, ...(more > 0 ? [`- and ${counted(more, 'kind')} more`] : [])].join('\n')];
}

/** A list of sentences below a heading; nothing where there are none. */
export function sentences(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [`## ${inline(title)}`, texts.map((text) => `- ${sentence(text)}`).join('\n')];
}
