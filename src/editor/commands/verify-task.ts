import { Uri } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { type RunOutcome, verifyOutcome } from '../run-state.ts';
import type { RunHandle } from '../runs.ts';
import { agreeOnContext } from './agree-on-context.ts';
import { isAtTop, isFree, isTrusted } from './before-run.ts';
import { beginningOf } from './beginning.ts';
import { chooseTask } from './choose-task.ts';
import { connect } from './connect.ts';
import { notifyOfEnd } from './end-notice.ts';
import { reserved } from './reserved.ts';

/** Verifies a task on the cluster. Reads only. */
export async function verifyTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'verify');
  if (chosen === undefined) return;
  const { task, reference } = chosen;
  const { repository } = reference;
  if (!(await isFree(parts, repository)) || !(await isAtTop(repository))) return;
  const settings = readEditorSettings(Uri.file(repository));
  const work = async (run: RunHandle): Promise<RunOutcome> => {
    const toolbox = await connect(parts, repository, settings, run.context.signal);
    const result = await toolbox.run_tests({ work_item_id: task.id, repo_path: repository }, run.context);
    for (const warning of result.warnings) parts.channels.write('log', 'warning', `${task.id}: ${warning}`);
    return verifyOutcome(run.state(), result);
  };
  const outcome = await reserved(parts, [repository], async () => {
    if (!(await agreeOnContext(parts, beginningOf(chosen)))) return undefined;
    return parts.runs.start({ target: { repository, itemId: task.id }, kind: 'verify', counts: task, work });
  });
  if (outcome !== undefined) await notifyOfEnd(parts, outcome, reference);
}
