import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { type CommandName, commandIds } from '../../../../src/editor/ids.ts';
import { asking } from '../asked.ts';
import { hasCommandsOf, hasStatus, isDrawn } from '../window-state.ts';
import { toolkit } from '../workbench.ts';

describe('A window without a folder', () => {
  before(() => toolkit());

  it('says in the one view that it has what to do', async () => {
    await isDrawn('', [
      '# Task Queue',
      '> Open a repository with task files to see its queue.',
      '> Open Folder',
      '> Agent Toolkit works through the acceptance criteria of each task with the Codex CLI: a fresh process and one commit for each.',
      '> Open Walkthrough',
    ]);
    await hasStatus();
  });

  it('has the commands that need no folder', () => hasCommandsOf('no folder'));

  const open = 'Open the folder of a repository first. [Open Folder]';
  const none = `No folder is open. ${open}`;
  /** Nearly all of them stand in no palette here; keys and other extensions may call them all the same. */
  const told: Readonly<Partial<Record<CommandName, string>>> = {
    processTask: none,
    processNext: none,
    processCriterion: none,
    verifyTask: none,
    archiveTask: none,
    setPriority: none,
    moveTask: none,
    rollBackTask: none,
    openTask: none,
    openTranscript: none,
    showChanges: none,
    showPlan: none,
    showInQueue: none,
    showSessionPlan: none,
    runSession: none,
    runRetrospective: none,
    findTask: none,
    orchestrate: none,
    newWorkItem: open,
    initializeRepository: open,
    doctor: open,
    checkActions: 'No open human action states until, so none clears itself.',
    openReport: 'There is no report yet: sessions, retrospectives and verifications write one.',
    markActionDone: 'Nothing waits for you.',
    openInstructions: 'Nothing waits for you.',
    copyFromInstructions: 'Nothing waits for you.',
    stopRun: 'Nothing is running.',
    decideStep: 'No run waits for a decision.',
  };
  for (const [name, words] of Object.entries(told) as [CommandName, string][]) {
    it(`tells why ${name} has nothing to do`, () =>
      asking([], async ({ lines }) => {
        await commands.executeCommand(commandIds[name]);
        assert.deepEqual(lines, [words]);
      }));
  }

  it('has nothing to read anew, to filter or to draw, and says nothing of it', () =>
    asking([], async ({ lines }) => {
      for (const name of ['refreshQueue', 'clearQueueFilter', 'showCompleted', 'hideCompleted'] as const) {
        await commands.executeCommand(commandIds[name]);
      }
      await commands.executeCommand(commandIds.showCompleted);
      assert.deepEqual(lines, []);
    }));
});
