/** The human action that an early exit leaves: a new one, or a line in the one that is open for the same trouble. */
import { appendLog } from '../../backlog/edit/log.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import type { EarlyExit } from './early-exit.ts';
import { issueDescription, issueTitle, seenAgainEntry } from './issue-text.ts';
import { sessionMark } from './marks.ts';
import { commitEdits } from './own-commit.ts';
import { commitLeftItem, type OpenAction, openActionsOf } from './own-items.ts';
import type { SessionRun } from './session-run.ts';

/** @returns its id, and what is to be told. @throws InputError when nothing could be created; the signal's reason */
export async function openIssue(
  run: SessionRun,
  exit: EarlyExit,
): Promise<{ readonly id: string; readonly warnings: readonly string[] }> {
  const { repository, tools, context, ledger } = run;
  const { record } = ledger;
  const title = issueTitle(exit);
  const open = await openActionsOf(repository.root, title);
  const own = open.find(({ text }) => text.includes(record.session_id));
  if (own !== undefined) {
    const { action, folder } = own;
    const message = `Add human action ${action.id}: ${title}`;
    const unit = folder ?? action.file;
    return { id: action.id, warnings: await commitLeftItem(repository, unit, action.id, message, context.signal) };
  }
  const [twin] = open.filter(({ folder }) => folder !== undefined);
  if (twin !== undefined) return { id: twin.action.id, warnings: await addTo(run, twin, record, exit) };
  const created = await tools.create_work_item(
    {
      ...{ item_type: 'human_action', title, description: issueDescription(record, exit), repo_path: repository.root },
      ...{ component: 'infrastructure', priority: 'critical' },
      acceptance_criteria: ['What ended the session is mended, and a session was started again'],
    },
    context,
  );
  return { id: created.item_id, warnings: created.warnings };
}

async function addTo(
  { repository, context }: SessionRun,
  { action, folder }: OpenAction,
  record: SessionRecord,
  exit: EarlyExit,
): Promise<string[]> {
  const entry = seenAgainEntry(record, exit, new Date());
  const edits = [{ file: `${folder}/INSTRUCTIONS.md`, edit: (text: string) => appendLog(text, entry) }];
  const message = `Update ${action.id}: again in another session\n\n${entry}\n\n${sessionMark(record.session_id)}`;
  const outcome = await commitEdits({ repository, edits, message, signal: context.signal });
  return 'sha' in outcome ? [] : [`${action.id} is open for it, and nothing was added to it. ${outcome.why}`];
}
