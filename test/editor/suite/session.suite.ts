import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspace } from 'vscode';
import type { SessionRecord } from '../../../src/session/session-record.ts';
import { sessionFile, writeSession } from '../../../src/session/session-store.ts';
import { begunTask } from '../../../src/workflow/session/recorded-task.ts';
import { lockSession } from '../../../src/workflow/session/session-lock.ts';
import { openFolder, taskFile, toolkit, waitForQueue, withFiles } from './workbench.ts';

const sessionText = async () => (await toolkit()).sessionText();

const id = 'TASK-9960';
const file = `tasks/active/${id}.md`;

describe('A session that another process runs', () => {
  it('is shown while it runs, and no longer', async function () {
    if (!workspace.isTrusted) this.skip();
    const root = openFolder();
    const gitDir = join(root, '.git');
    const now = new Date();
    const record: SessionRecord = {
      ...{ session_id: 'elsewhere', started_at: now.toISOString(), ended_at: null, outcome: 'running', reason: '' },
      ...{ cluster_context: null, human_actions: [], settled: [], issue: null, retrospective: null },
      ...{ next_action: null, warnings: [], tasks: [begunTask({ item_id: id, title: 'Wait', file }, 1, null, now)] },
    };
    const state = join(root, '.agent-state.json');
    const before = await readFile(state, 'utf8').catch(() => undefined);
    try {
      await writeSession(gitDir, record);
      await writeFile(state, JSON.stringify({ session_id: record.session_id }));
      await withFiles({ [file]: taskFile(id, 'Wait', ['[ ] Wait']) }, async () => {
        await waitForQueue(id, (text) => text.includes(`[ready] ${id}`));
        const release = await lockSession({ root, gitDir, commonDir: gitDir });
        await waitForQueue('the session', (text) => text.includes(`[running] ${id} running elsewhere`));
        const running = await sessionText();
        assert.match(
          running,
          /^\(loading~spin\) Session TASK-9960 in another process\n {2}\(tasklist\) TASK-9960 Wait\n/,
        );
        assert.match(running, /^ {2}\(watch\) Elapsed \d+s$/m);
        await release();
        await waitForQueue('its end', (text) => text.includes(`[ready] ${id}`));
        assert.match(await sessionText(), /^\(debug-pause\) Interrupted while TASK-9960 was being worked on$/m);
      });
    } finally {
      await rm(sessionFile(gitDir, record.session_id), { force: true });
      if (before === undefined) await rm(state, { force: true });
      else await writeFile(state, before);
    }
  });
});

describe('A session that is over', () => {
  it('is shown with how it ended, its report and its tasks', async () => {
    const commonDir = join(openFolder(), '.git');
    const began = new Date();
    const later = new Date(began.getTime() + 65_000).toISOString();
    const task = begunTask({ item_id: 'TASK-9961', title: 'Look', file: 'tasks/active/TASK-9961.md' }, 1, null, began);
    const record: SessionRecord = {
      ...{ session_id: 'over-9961', started_at: began.toISOString(), ended_at: later, outcome: 'finished', reason: '' },
      ...{ cluster_context: null, human_actions: [], settled: [], issue: null, retrospective: null },
      ...{ next_action: null, warnings: [], tasks: [{ ...task, status: 'complete', ended_at: later }] },
    };
    try {
      await writeSession(commonDir, record);
      const text = await sessionText();
      assert.match(text, /^ {2}\(pass\) \d{4}-\d\d-\d\d \d\d:\d\d 1 task done, unverified · 1m 05s$/m);
      assert.match(text, /^ {4}\(notebook\) Session report\n {4}\(pass\) TASK-9961 done, unverified · 1m 05s · Look$/m);
    } finally {
      await rm(sessionFile(commonDir, record.session_id), { force: true });
    }
  });
});
