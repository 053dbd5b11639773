import { commands, Disposable } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { type CommandName, commandIds } from './ids.ts';
import type { QueueNode } from './queue-nodes.ts';
import { noFilter } from './queue-options.ts';

/** What it is called with, and all rows that are selected where it is called from a row's menu. */
type Command = (argument: unknown, selected: unknown) => Promise<void> | void;

/** Every command; each loads when it is first used. */
function commandTable(parts: EditorParts): Record<CommandName, Command> {
  return {
    processTask: async (argument, selected) =>
      (await import('./commands/process-tasks.ts')).processTasks(parts, argument, selected),
    initializeRepository: async (argument) =>
      (await import('./commands/initialize-repository.ts')).initializeRepository(parts, argument),
    doctor: async () => (await import('./commands/doctor.ts')).doctor(parts),
    processNext: async () => (await import('./commands/process-next.ts')).processNext(parts),
    showPlan: async (argument) => (await import('./commands/show-plan.ts')).showPlan(parts, argument),
    showSessionPlan: async () => (await import('./commands/show-plan.ts')).showSessionPlan(parts),
    newWorkItem: async () => (await import('./commands/new-work-item.ts')).newWorkItem(parts),
    newWorkItemFromSelection: async () => (await import('./commands/new-work-item.ts')).newWorkItemFromSelection(parts),
    processCriterion: async (argument) =>
      (await import('./commands/process-criterion.ts')).processCriterion(parts, argument),
    verifyTask: async (argument) => (await import('./commands/verify-task.ts')).verifyTask(parts, argument),
    archiveTask: async (argument, selected) =>
      (await import('./commands/archive-tasks.ts')).archiveTasks(parts, argument, selected),
    setPriority: async (argument, selected) =>
      (await import('./commands/move-tasks.ts')).setPriority(parts, argument, selected),
    moveTask: async (argument, selected) =>
      (await import('./commands/move-tasks.ts')).moveTo(parts, argument, selected),
    decomposeTask: async (argument) => (await import('./commands/decompose-task.ts')).decomposeTask(parts, argument),
    rollBackTask: async (argument) => (await import('./commands/roll-back-task.ts')).rollBackTask(parts, argument),
    openTask: async (argument) => (await import('./commands/open-task.ts')).openTask(parts, argument),
    openTranscript: async (argument) => (await import('./commands/open-transcript.ts')).openTranscript(parts, argument),
    showChanges: async (argument) => (await import('./commands/show-changes.ts')).showChanges(parts, argument),
    markCriterionDone: async (argument) =>
      (await import('./commands/mark-by-hand.ts')).markCriterionDone(parts, argument),
    reopenCriterion: async (argument) => (await import('./commands/mark-by-hand.ts')).reopenCriterion(parts, argument),
    showInQueue: async (argument) => (await import('./commands/show-in-queue.ts')).showInQueue(parts, argument),
    showGraph: async (argument) => (await import('./commands/show-graph.ts')).showGraph(parts, argument),
    refreshQueue: async () => (await import('./commands/refresh-queue.ts')).refreshQueue(parts),
    openInstructions: async (argument) =>
      (await import('./commands/open-instructions.ts')).openInstructions(parts, argument),
    markActionDone: async (argument) =>
      (await import('./commands/mark-action-done.ts')).markActionDone(parts, argument),
    copyFromInstructions: async (argument) =>
      (await import('./commands/copy-from-instructions.ts')).copyFromInstructions(parts, argument),
    findTask: async () => (await import('./commands/find-task.ts')).findTaskByText(parts),
    filterQueue: async () => (await import('./commands/filter-queue.ts')).filterQueue(parts),
    filterQueueByText: async (argument) =>
      (await import('./commands/filter-queue.ts')).filterQueueByText(parts, argument),
    clearQueueFilter: () => parts.choices.choose({ filter: noFilter }),
    sortQueue: async () => (await import('./commands/arrange-queue.ts')).sortQueue(parts),
    groupQueue: async () => (await import('./commands/arrange-queue.ts')).groupQueue(parts),
    showCompleted: () => parts.choices.choose({ showCompleted: true }),
    hideCompleted: () => parts.choices.choose({ showCompleted: false }),
    showMore: (argument) => showMore(parts, argument),
    checkActions: async () => (await import('./commands/check-actions.ts')).checkActions(parts),
    runRetrospective: async (argument) =>
      (await import('./commands/run-retrospective.ts')).runRetrospective(parts, argument),
    runSession: async (argument) => (await import('./commands/run-session.ts')).runSession(parts, argument),
    stopRun: async (argument) => (await import('./commands/stop-run.ts')).stopRun(parts, argument),
    decideStep: async (argument) => (await import('./commands/decide-step.ts')).decideStep(parts, argument),
    orchestrate: async () => (await import('./commands/orchestrate.ts')).orchestrate(parts),
    installIntoCodex: async () => (await import('./commands/install-into-codex.ts')).installIntoCodex(parts),
    logIn: async () => (await import('./commands/log-in.ts')).logIn(parts),
    openWalkthrough: async () => (await import('./commands/open-walkthrough.ts')).openWalkthrough(),
    showLog: () => parts.channels.show('log'),
    showTranscript: () => parts.channels.show('codex'),
    showReport: async (argument) => (await import('./commands/show-report.ts')).showReport(parts, argument),
    openReport: async (argument) => (await import('./commands/open-report.ts')).openReport(parts, argument),
    showMoreSessions: () => parts.sessionView.showMore(),
  };
}

/** None ends in an error of the editor's: what fails is told in our words, with the next step. */
export function registerCommands(parts: EditorParts): Disposable {
  const table = commandTable(parts);
  const names = Object.keys(table) as CommandName[];
  const register = (name: CommandName): Disposable =>
    commands.registerCommand(commandIds[name], async (argument: unknown, selected: unknown) => {
      try {
        await table[name](argument, selected);
      } catch (error) {
        const { tellFailure, titleOf } = await import('./commands/tell-failure.ts');
        await tellFailure(parts, titleOf(name), error);
      }
    });
  return Disposable.from(...names.map(register));
}

/** The row that stands for those that are not shown yet. */
function showMore({ choices }: EditorParts, argument: unknown): void {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return;
  const node = argument as QueueNode;
  if (node.kind === 'more') choices.showMore(node.parent.id);
}
