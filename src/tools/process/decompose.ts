/** What a task that is too large is taken apart into: proposals in the report, or sub-tasks that it waits for. */
import { notHandedOver } from '../../backlog/decompose/handed-over.ts';
import { type OpenCriterion, openCriteria } from '../../backlog/decompose/open-criteria.ts';
import { type Proposal, proposeSubTasks } from '../../backlog/decompose/propose.ts';
import { criterionInWords, type SubTask } from '../../backlog/decompose/sub-task.ts';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { type ReadTask, readTask } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import type { ProposedSubTask, ToolParams } from '../contract.ts';
import { InputError } from '../input-error.ts';
import { oneLine } from './messages.ts';
import { type Run, RunStopped } from './run.ts';
import { createSubTasks } from './sub-task-files.ts';
import { Works } from './works.ts';

type Mode = ToolParams<'process_bug'>['decompose'];

/**
 * Adds the proposals to the report of a run that ends with `needs_decomposition`, and says in its message what to do. What
 * keeps sub-tasks from being created is a warning: the criteria that are done are committed, and the proposals stand.
 * @throws the signal's reason when cancelled
 */
export async function decompose(run: Run, task: Task, mode: Mode): Promise<void> {
  const { report } = run;
  const snapshot = await readTask(run.repository.root, task);
  if ('problem' in snapshot) {
    report.warnings.push(`No sub-tasks are proposed: ${snapshot.problem.message}`);
    return;
  }
  const all = openCriteria(snapshot.task, textOf(snapshot));
  const open = notHandedOver(snapshot.task, all, await readBacklog(run.repository.root));
  const proposal = propose(snapshot.task, all, open, report.failed_section !== null);
  report.proposed_sub_tasks = proposal.subTasks.map(asProposed);
  if (proposal.subTasks.length === 0 || mode === 'propose') say(run, advice(proposal, run));
  else await create(run, snapshot.task, proposal);
}

function propose(task: Task, all: readonly OpenCriterion[], open: readonly OpenCriterion[], failed: boolean): Proposal {
  if (!failed) return proposeSubTasks(task, open, 'limit');
  const [first] = all;
  // A criterion that was too large although a sub-task had it: nothing but a person helps.
  if (first !== undefined && !open.includes(first)) return { subTasks: [], toSplit: first.text };
  return proposeSubTasks(task, open, 'too-large');
}

async function create(run: Run, task: Task, proposal: Proposal): Promise<void> {
  const { report, context, itemId } = run;
  try {
    // Whoever comes after a kill puts back what is half written.
    const purpose = { criterion: { text: `sub-tasks of ${itemId}` } };
    await run.record.note((await Works.begin(run, purpose)).recorded());
    const { ids, sha, subject } = await createSubTasks(run, task, proposal.subTasks);
    report.commits.push({ sha, subject, criterion: null });
    report.proposed_sub_tasks = report.proposed_sub_tasks.map((one, index) => ({
      ...one,
      item_id: ids[index] ?? null,
    }));
    const split = proposal.toSplit === undefined ? '' : ` ${ids[0]} needs a person, who splits its criterion.`;
    say(run, `${itemId} waits for its sub-tasks now: ${ids.join(', ')}.${split}`);
    context.log('log', 'info', `Created ${ids.join(', ')} (${sha.slice(0, 8)}).`);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof RunStopped || error instanceof InputError || error instanceof EditConflict)) throw error;
    report.warnings.push(`The sub-tasks are proposed and were not created. ${error.message}`);
    say(run, advice(proposal, run));
  } finally {
    await run.record.note(undefined);
  }
}

function say({ report }: Run, sentence: string): void {
  const said = /[.!?…)]$/.test(report.message) ? report.message : `${report.message}.`;
  report.message = `${said} ${sentence}`;
}

/** What to do where nothing was created. */
function advice({ subTasks, toSplit }: Proposal, { itemId, report }: Run): string {
  const count = subTasks.length;
  const proposed =
    count === 0 ? 'No sub-tasks are proposed.' : `${count} ${count === 1 ? 'sub-task is' : 'sub-tasks are'} proposed.`;
  if (toSplit !== undefined) return `${proposed} A person has to split "${oneLine(toSplit, 120)}" into smaller ones.`;
  if (count === 0) return `What is open was worked on in items that ${itemId} waited for; run again to prove it.`;
  if (report.failed_section !== null) return `${proposed} Create them, or split the criterion.`;
  return `${proposed} Run again, raise max_iterations, or create them.`;
}

function asProposed({ title, description, criteria, group, dependsOnPrevious, needsPerson }: SubTask): ProposedSubTask {
  return {
    title,
    description,
    acceptance_criteria: criteria.map(criterionInWords),
    group: group ?? null,
    depends_on_previous: dependsOnPrevious,
    needs_person: needsPerson,
    item_id: null,
  };
}

function textOf({ task, files }: ReadTask): string {
  return files.find(({ file }) => file === task.file)?.text ?? '';
}
