import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspace } from 'vscode';
import type { SessionRecord } from '../../../src/session/session-record.ts';
import { sessionFile, writeSession } from '../../../src/session/session-store.ts';
import { begunTask } from '../../../src/workflow/session/recorded-task.ts';
import { lockSession } from '../../../src/workflow/session/session-lock.ts';
import { openFolder, taskFile, waitForQueue, withFiles } from './workbench.ts';

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
        await release();
        await waitForQueue('its end', (text) => text.includes(`[ready] ${id}`));
      });
    } finally {
      await rm(sessionFile(gitDir, record.session_id), { force: true });
      if (before === undefined) await rm(state, { force: true });
      else await writeFile(state, before);
    }
  });
});
