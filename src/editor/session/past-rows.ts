/** Sessions that are over, as rows: how each ended, its reports, its tasks. Pure. */
import { localMinute } from '../../backlog/local-time.ts';
import { outcomesText, taskOutcome } from '../../session/report/outcome.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { sessionReportPath } from '../../session/session-report-data.ts';
import { sideContexts } from '../ids.ts';
import * as l10n from '../l10n.ts';
import type { SideBranch } from '../sides/side-branch.ts';
import { type SideIcon, type SideNode, sideNode } from '../sides/side-node.ts';
import type { SessionFacts } from './session-facts.ts';
import { elapsedOf, taskRows } from './task-rows.ts';

/** The group of them, with the way to older ones; nothing where there was none. */
export function pastBranches({ repository, run, past, more }: SessionFacts): SideBranch[] {
  if (past.length === 0) return [];
  const { root } = repository;
  const id = `${root}|past`;
  const older = sideNode({
    ...{ id: `${id}|more`, label: l10n.t('Show More'), description: l10n.t`${more} older`, icon: { name: 'ellipsis' } },
    opens: { command: 'showMoreSessions', title: l10n.t('Show More Sessions') },
  });
  const count = past.length + more;
  const node = sideNode({
    ...{ id, label: l10n.t('Past Sessions'), description: String(count), spoken: l10n.t`Past sessions, ${count}` },
    expanded: run === undefined ? 'expanded' : 'collapsed',
  });
  // The last one is what people come for.
  const sessions = past.map((record, place) => pastBranch(root, record, place === 0 && run === undefined));
  return [{ node, below: [...sessions, ...(more === 0 ? [] : [{ node: older, below: [] }])] }];
}

function pastBranch(root: string, record: SessionRecord, isOpen: boolean): SideBranch {
  const { session_id: session, started_at: began, tasks, reason } = record;
  const id = `${root}|session ${session}`;
  const label = localMinute(new Date(began));
  const { word, icon } = lookOf(record);
  const facts = [...(word === '' ? [] : [word]), outcomesText(tasks), ...elapsedOf(record)];
  const node = sideNode({
    ...{ id, label, description: facts.join(' · '), icon, context: sideContexts.session },
    expanded: isOpen ? 'expanded' : 'collapsed',
    spoken: [
      l10n.t`Session of ${label}`,
      word === '' ? l10n.t('finished') : word,
      ...facts.slice(word === '' ? 0 : 1),
    ].join(', '),
    ...(reason === '' ? {} : { hint: reason }),
    ...{ repository: root, itemId: session, file: sessionReportPath(record) },
  });
  const rows = [...reportRows(id, root, record), ...taskRows(id, root, tasks), ...issueRows(id, root, record)];
  return { node, below: rows.map((row) => ({ node: row, below: [] })) };
}

function lookOf({ outcome, tasks }: SessionRecord): { readonly word: string; readonly icon: SideIcon } {
  if (outcome === 'early_exit')
    return { word: l10n.t('ended early'), icon: { name: 'error', color: 'notificationsErrorIcon.foreground' } };
  if (outcome === 'running') return { word: l10n.t('interrupted'), icon: { name: 'debug-pause' } };
  if (tasks.some((task) => taskOutcome(task).kind === 'bad'))
    return { word: '', icon: { name: 'warning', color: 'notificationsWarningIcon.foreground' } };
  return { word: '', icon: { name: 'pass', color: 'testing.iconPassed' } };
}

function reportRows(parent: string, repository: string, record: SessionRecord): SideNode[] {
  const retrospective = record.retrospective?.report ?? null;
  const reports = [
    ...(record.ended_at === null ? [] : [[l10n.t('Session report'), sessionReportPath(record)] as const]),
    ...(retrospective === null ? [] : [[l10n.t('Retrospective report'), retrospective] as const]),
  ];
  return reports.map(([label, file]) =>
    sideNode({
      ...{ id: `${parent}|${label}`, label, icon: { name: 'notebook' }, hint: file },
      ...{ repository, itemId: record.session_id, file },
      opens: { command: 'openReport', title: l10n.t('Open Report') },
    }),
  );
}

function issueRows(parent: string, repository: string, { issue }: SessionRecord): SideNode[] {
  if (issue === null) return [];
  return [
    sideNode({
      ...{ id: `${parent}|issue`, label: issue, description: l10n.t('opened for a person'), icon: { name: 'person' } },
      ...{ repository, itemId: issue },
      opens: { command: 'openTask', title: l10n.t('Open Task File') },
    }),
  ];
}
