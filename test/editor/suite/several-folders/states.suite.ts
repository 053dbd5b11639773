/** What the window shows, and says, in each state: the first folder alone, and with others. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, extensions, workspace } from 'vscode';
import { commandIds } from '../../../../src/editor/ids.ts';
import { type Asked, asking } from '../asked.ts';
import { hasCommandsOf, hasStatus, isDrawn } from '../window-state.ts';
import { eventually, extensionId, taskFile, toolkit } from '../workbench.ts';
import { base, closeAll, git, open, queue, queueIs, repository, write } from './repositories.ts';

const file = 'tasks/active/TASK-001.md';
const begin = ['Begin'];

const noSession = [
  '# Session',
  '> No session has run here yet. A session works through the queue unattended: task by task, within the limits of the settings, with a report at its end.',
  '> Run Session',
];

/** Sets the user's settings for as long as the body takes. */
async function withSettings(settings: Readonly<Record<string, unknown>>, body: () => Promise<void>): Promise<void> {
  const set = (values: Readonly<Record<string, unknown>>) => {
    const configuration = workspace.getConfiguration('agentToolkit');
    return Promise.all(Object.entries(values).map(([key, value]) => configuration.update(key, value, true)));
  };
  const configuration = workspace.getConfiguration('agentToolkit');
  const before = Object.fromEntries(
    Object.keys(settings).map((key) => [key, configuration.inspect(key)?.globalValue] as const),
  );
  await set(settings);
  try {
    await body();
  } finally {
    await set(before);
  }
}

describe('A folder without tasks', () => {
  before(() => toolkit());

  it('has a welcome text with the next step', async () => {
    await isDrawn(base(), [
      '# Task Queue',
      '> There are no task files here yet: Markdown such as tasks/active/TASK-001.md, with checkboxes below the heading "Acceptance Criteria", or folders such as bugs/BUG-001-short-title.',
      '> Initialize Repository',
      '> That makes the folders, a configuration and a first task; no file of yours is changed, and nothing is committed.',
      '> New here? Open Walkthrough shows the first steps. Files came meanwhile? Look Again',
    ]);
    await hasCommandsOf('no tasks');
    await hasStatus();
  });

  it('says so when a task is wanted', () =>
    asking([], async ({ lines }) => {
      await commands.executeCommand(commandIds.processTask);
      assert.deepEqual(lines, [
        'This folder has no task files. Initialize Repository makes a first one. [Initialize Repository]',
      ]);
    }));
});

describe('A folder with an empty queue', () => {
  it('has another one, and the views beside the queue', async () => {
    const tasks = join(base(), 'first', 'tasks');
    try {
      await mkdir(join(tasks, 'active'), { recursive: true });
      await commands.executeCommand(commandIds.refreshQueue);
      await isDrawn(base(), [
        '# Task Queue',
        '> No task files yet.',
        '> New Work Item',
        '> Or add one by hand, as tasks/active/TASK-001.md; it appears here when it is saved. Look Again',
        '# Human Actions',
        '> Nothing waits for you.',
        ...noSession,
      ]);
      await hasCommandsOf('tasks');
      await asking([], async ({ lines }) => {
        await commands.executeCommand(commandIds.processTask);
        assert.deepEqual(lines, ['The Task Queue is empty. [New Work Item]']);
      });
    } finally {
      await rm(tasks, { recursive: true });
      await commands.executeCommand(commandIds.refreshQueue);
    }
  });
});

describe('10,000 tasks', () => {
  it('are shown page by page', async function () {
    this.timeout(120_000);
    const root = join(base(), 'many');
    const number = (place: number) => String(place).padStart(5, '0');
    const text = (place: number) => taskFile(`TASK-${number(place)}`, `Number ${place}`, ['[ ] Look']);
    const all = Array.from({ length: 10_000 }, (_, place) => [`tasks/active/TASK-${number(place)}.md`, text(place)]);
    try {
      await write(root, Object.fromEntries(all));
      await open(root);
      const lines = await eventually(
        'the first page',
        queue,
        (now) => now.some((line) => line.includes('Show More')),
        60_000,
      );
      assert.equal(lines[0], 'Ready 10,000');
      assert.equal(lines.filter((line) => line.includes('TASK-')).length, 200);
      assert.equal(lines.at(-1), '  Show More 200 of 10,000');
      await hasCommandsOf('tasks');
    } finally {
      await closeAll(root);
    }
  });
});

describe('A task of the only repository', () => {
  let only = '';
  before(async () => {
    only = await repository('only', { [file]: taskFile('TASK-001', 'Raise it', ['[ ] One']) });
    await open(only);
    await queueIs('Ready 1', '  [ready] TASK-001 next · 0/1 · Raise it · low', '    [open] One');
  });
  after(() => closeAll(only));

  const task = () => ({ repository: only, itemId: 'TASK-001', file });
  const processing = (told: (asked: Asked) => Promise<void>) =>
    asking(begin, async (asked) => {
      await commands.executeCommand(commandIds.processTask, task());
      await told(asked);
    });
  /** What the row of the task says, and the views of a task that failed have the same commands. */
  const isFailed = async () => {
    await eventually('the row', queue, ([, row]) => row === '  [ready] TASK-001 next · failed 0/1 · Raise it · low');
    await hasCommandsOf('tasks');
  };

  it('is shown while it is in work, in row and status bar, and stopped when that is asked for', () => {
    const server = join(extensions.getExtension(extensionId)?.extensionPath ?? '', 'test/support/plain-server.ts');
    return withSettings({ 'server.command': process.execPath, 'server.args': [server, '--slow'] }, () =>
      asking(begin, async () => {
        const running = commands.executeCommand(commandIds.processTask, task());
        try {
          await queueIs('Running 1', '  [running] TASK-001 starting 0/1 · Raise it · low', '    [open] One');
          await hasCommandsOf('running');
          await hasStatus('Agent Toolkit, TASK-001: starting 0 of 1');
        } finally {
          await commands.executeCommand(commandIds.stopRun);
          await running;
        }
        await queueIs('Ready 1', '  [ready] TASK-001 next · stopped 0/1 · Raise it · low', '    [open] One');
        await hasStatus('Agent Toolkit, TASK-001: stopped 0 of 1');
        await hasCommandsOf('tasks');
      }),
    );
  });

  it('is not begun without Codex: the setting that names it is a press away', () =>
    withSettings({ codexPath: '/nowhere/codex' }, () =>
      processing(async ({ told }) => {
        await told(/The Codex CLI at \/nowhere\/codex is not there or cannot be run.* \[Open Settings\]/);
        await isFailed();
      }),
    ));

  it('is not begun where nobody is logged in: the login is a press away', () => {
    const environment = { CODEX_HOME: join(base(), 'nobody') };
    return withSettings({ codexConfig: [], environment }, async () => {
      await mkdir(environment.CODEX_HOME, { recursive: true });
      await processing(async ({ told }) => {
        await told(/not logged in.* \[Log In to Codex\]/);
        await isFailed();
      });
    });
  });

  it('is not begun without git: Doctor is a press away', async () => {
    const { PATH } = process.env;
    try {
      process.env['PATH'] = '/nowhere';
      await processing(async ({ told }) => void (await told(/git was not found on PATH.* \[Run Doctor\]/)));
      await hasCommandsOf('tasks');
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('is not verified without a cluster: Doctor is a press away', () =>
    withSettings({ kubeconfig: '/nowhere/config' }, () =>
      asking(begin, async ({ told }) => {
        await commands.executeCommand(commandIds.verifyTask, task());
        await told(/\/nowhere\/config.* \[Run Doctor\]/);
        await hasCommandsOf('tasks');
      }),
    ));

  it('fails with a server that ends: the log is a press away', () =>
    withSettings({ 'server.command': process.execPath, 'server.args': ['-e', 'process.exit(3)'] }, () =>
      processing(async ({ told }) => {
        await told(/could not be started: it ended before it had answered.* \[Open Settings\] \[Show Log\]/);
        await isFailed();
      }),
    ));
});

describe('A folder that is no git repository', () => {
  it('shows its tasks, and says what a run misses', async () => {
    // The folders of the window may lie in a repository.
    const root = await realpath(await mkdtemp(join(tmpdir(), 'agent-toolkit-plain-')));
    await write(root, { [file]: taskFile('TASK-001', 'Raise it', ['[ ] One']) });
    try {
      await open(root);
      await queueIs(
        'No git repository Nothing can be run: work is kept in commits. Press to make it a git repository.',
        'Ready 1',
        '  [ready] TASK-001 next · 0/1 · Raise it · low',
        '    [open] One',
      );
      await asking(begin, async ({ told }) => {
        await commands.executeCommand(commandIds.processTask, { repository: root, itemId: 'TASK-001' });
        await told(/not in a git repository.* \[Make It a Git Repository\]/);
      });
    } finally {
      await closeAll(root);
    }
  });
});

describe('A folder in a repository', () => {
  it('shows its tasks; a run says which repository is to be opened, and edits are made', async () => {
    const mono = await repository('mono', { [`shop/${file}`]: taskFile('TASK-001', 'Raise it', ['[ ] One']) });
    const root = join(mono, 'shop');
    const task = { repository: root, itemId: 'TASK-001' };
    try {
      await open(root);
      await queueIs('Ready 1', '  [ready] TASK-001 next · 0/1 · Raise it · low', '    [open] One');
      await asking(begin, async ({ lines }) => {
        for (const name of ['processTask', 'verifyTask', 'decomposeTask'] as const)
          await commands.executeCommand(commandIds[name], task);
        const words = `${root} is a folder of the repository ${mono}, and runs work on the task files at a repository's top. Open the repository, with its task files there. [Open Repository]`;
        assert.deepEqual(lines, [words, words, words]);
      });
      await asking([], async ({ told }) => {
        await commands.executeCommand(commandIds.setPriority, task, 'high');
        await told(`${root} is a folder of the repository ${mono}, so nothing is committed.`);
      });
      assert.match(await readFile(join(root, file), 'utf8'), /priority: high/);
      // Nobody asked for a commit of the outer repository.
      assert.equal(git(mono, 'log', '--format=%s'), 'Begin');
    } finally {
      await closeAll(mono);
    }
  });
});
