/** Sessions that other processes run, and those that were interrupted, from what they keep below the git folder. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import type { LockHolder } from '../session/lock.ts';
import type { SessionRecord } from '../session/session-record.ts';
import { readSession } from '../session/session-store.ts';
import { parseState, stateFile } from '../session/state.ts';
import { sessionHolder } from '../workflow/session/session-lock.ts';
import * as l10n from './l10n.ts';
import { type RunState, sessionItem } from './run-state.ts';

/** What is known of the sessions of a repository. */
export interface SessionLook {
  /** The one that another process runs. */
  readonly running?: RunState;
  /** The one that did not end and that nobody runs. */
  readonly interrupted?: SessionRecord;
  /** The last one, where it ended. */
  readonly ended?: SessionRecord;
}

/** Looks at the lock, the state file and the record of the session that it names. @param folder as the window has it */
export async function lookAtSessions(folder: string, repository: Repository): Promise<SessionLook> {
  const holder = await sessionHolder(repository);
  const state = await readFile(join(repository.root, stateFile), 'utf8').catch(() => '{}');
  const { session_id: id } = parseState(state).state;
  const record = id === null ? undefined : await readSession(repository.commonDir, id);
  const open = record?.ended_at === null ? record : undefined;
  if (holder !== undefined) return { running: runOf(folder, holder, open) };
  if (record === undefined) return {};
  return record.ended_at === null ? { interrupted: record } : { ended: record };
}

/** What is shown of a session that another process runs. */
function runOf(repository: string, holder: LockHolder, record: SessionRecord | undefined): RunState {
  const last = record?.tasks.at(-1);
  const itemId = last?.ended_at === null ? last.item_id : sessionItem;
  const message = `${sessionElsewhereText(holder)} ${l10n.t('It was not started in this window.')}`;
  return { repository, itemId, kind: 'session', stage: 'running elsewhere', done: 0, total: 0, message };
}

/** For example `A session runs on this repository (process 4711, since 2026-11-28T18:00:00.000Z).` */
export function sessionElsewhereText({ pid, host, since }: LockHolder): string {
  const time = new Date(since).toLocaleString();
  return host === hostname()
    ? l10n.t`A session runs on this repository (process ${pid}, since ${time}).`
    : l10n.t`A session runs on this repository (process ${pid} on ${host}, since ${time}).`;
}

/** What the offer to go on says. */
export function interruptedText({ started_at: began, tasks }: SessionRecord): string {
  const last = tasks.at(-1);
  const done = tasks.filter(({ ended_at: ended }) => ended !== null).length;
  const time = new Date(began).toLocaleString();
  const sentences = [
    last?.ended_at === null
      ? l10n.t`The session of ${time} was interrupted while ${last.item_id} was being worked on.`
      : l10n.t`The session of ${time} was interrupted.`,
    ...(done === 0 ? [] : [done === 1 ? l10n.t('1 task was ended before.') : l10n.t`${done} tasks were ended before.`]),
    l10n.t('Go on with it?'),
  ];
  return sentences.join(' ');
}
