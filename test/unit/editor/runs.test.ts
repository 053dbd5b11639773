import { describe, expect, test, vi } from 'vitest';
import { ExternalServerError } from '../../../src/editor/external-server.ts';
import { taskKey } from '../../../src/editor/queue-entries.ts';
import { brokenOutcome, type RunOutcome, retrospectiveItem, startRun } from '../../../src/editor/run-state.ts';
import type { RunRequest } from '../../../src/editor/runs.ts';
import { Runs } from '../../../src/editor/runs.ts';
import { sessionStatus } from '../../../src/editor/session-status.ts';

const target = { repository: '/shop', itemId: 'TASK-001' };

async function nothing(): Promise<void> {}

function request(work: RunRequest['work']): RunRequest {
  return { target, kind: 'process', counts: { done: 0, total: 2 }, work };
}

/** Work that goes on until it is stopped, and whose processes need a while to end. */
function endless(ended: Promise<void>): RunRequest['work'] {
  return ({ context }) =>
    new Promise<RunOutcome>((_, reject) => {
      context.signal.addEventListener('abort', () => void ended.then(() => reject(context.signal.reason)));
    });
}

describe('stop', () => {
  test('says stopping at once, and stopped only when the processes are gone', async () => {
    let processesGone = () => {};
    const ended = new Promise<void>((resolve) => {
      processesGone = resolve;
    });
    const runs = new Runs(vi.fn(), nothing);
    const started = runs.start(request(endless(ended)));
    const stopped = runs.stop('/shop');
    expect(runs.on('/shop')?.stage).toBe('stopping');
    expect(runs.last).toBeUndefined();
    processesGone();
    await stopped;
    expect(await started).toMatchObject({
      result: 'stopped',
      message: 'TASK-001 was stopped; 0 of 2 criteria are done.',
    });
    expect(runs.active).toEqual([]);
    expect(runs.last?.result).toBe('stopped');
  });

  test('where nothing runs is nothing', async () => {
    await expect(new Runs(vi.fn(), nothing).stop('/shop')).resolves.toBeUndefined();
  });
});

test('a repository has one run at a time', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const first = runs.start(request(endless(Promise.resolve())));
  await expect(runs.start(request(endless(Promise.resolve())))).rejects.toThrow(
    'A run is already in progress in /shop.',
  );
  await runs.stop('/shop');
  await first;
});

test('a repository is asked about by one command at a time, and by none while a run goes on', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const giveBack = runs.reserve(['/shop']);
  expect(giveBack).toBeDefined();
  expect(runs.reserve(['/shop'])).toBeUndefined();
  expect(runs.reserve(['/other', '/shop'])).toBeUndefined();
  // All or none.
  const other = runs.reserve(['/other']);
  expect(other).toBeDefined();
  const run = runs.start(request(endless(Promise.resolve())));
  giveBack?.();
  expect(runs.reserve(['/shop'])).toBeUndefined();
  await runs.stop('/shop');
  await run;
  expect(runs.reserve(['/shop'])).toBeDefined();
});

test('a finished criterion has the files read again', async () => {
  const reread = vi.fn(nothing);
  const runs = new Runs(vi.fn(), reread);
  await runs.start(
    request(async ({ context, state }) => {
      const progress = { itemId: 'TASK-001', stage: 'criterion', total: 2, message: '' } as const;
      context.progress({ ...progress, done: 0 });
      context.progress({ ...progress, done: 0 });
      expect(reread).not.toHaveBeenCalled();
      context.progress({ ...progress, done: 1 });
      expect(reread).toHaveBeenCalledTimes(1);
      return brokenOutcome(state(), 'stopped', '');
    }),
  );
  expect(reread).toHaveBeenCalledTimes(2);
});

test('the outcome of a task of a session is kept while the session goes on', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const verification = { repository: '/shop', itemId: 'TASK-002', status: 'passed', message: 'Fine.' } as const;
  const session = { target: { ...target, itemId: 'Session' }, kind: 'session', counts: { done: 0, total: 0 } } as const;
  await runs.start({
    ...session,
    work: async ({ state, taskEnded }) => {
      const ended = brokenOutcome({ ...state(), itemId: 'TASK-002', kind: 'process' }, 'failed', 'It failed.');
      await taskEnded({ ...ended, verification });
      expect(runs.on('/shop')).toBeDefined();
      expect([...runs.outcomes.values()].map(({ itemId }) => itemId)).toEqual(['TASK-002']);
      return brokenOutcome(state(), 'stopped', 'It ended.');
    },
  });
  expect(runs.last?.itemId).toBe('Session');
  expect(runs.lastVerification).toEqual(verification);
  expect(runs.outcomes.size).toBe(1);
});

test('a run that is being stopped is shown so, whatever it tells', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const work: RunRequest['work'] = async ({ show, state, context }) => {
    await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    show((run) => ({ ...run, stage: 'looking back' }));
    expect(state().stage).toBe('stopping');
    return brokenOutcome(state(), 'stopped', 'It ended.');
  };
  const started = runs.start({ ...request(work), kind: 'session' });
  await runs.stop('/shop');
  expect(await started).toMatchObject({ result: 'stopped' });
});

test('a retrospective is a run that Stop ends, and none of its tasks', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const target = { repository: '/shop', itemId: retrospectiveItem };
  const work = endless(Promise.resolve());
  const started = runs.start({ target, kind: 'retrospective', counts: { done: 0, total: 0 }, work });
  expect(sessionStatus(runs.shown, runs.last)).toMatchObject({
    text: '$(loading~spin) Retrospective: looking back',
    links: { stopRun: 'Stop' },
  });
  expect(runs.reserve(['/shop'])).toBeUndefined();
  await runs.stop('/shop');
  expect(await started).toMatchObject({ result: 'stopped', message: 'The retrospective was stopped.' });
  expect(sessionStatus(runs.shown, runs.last).text).toBe('$(debug-stop) Retrospective: stopped');
  expect(runs.outcomes.size).toBe(0);
});

test('a run is ended at once where the window closes', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const work: RunRequest['work'] = async ({ end, state }) => {
    await new Promise((resolve) => end.addEventListener('abort', resolve));
    return brokenOutcome(state(), 'stopped', 'It was ended at once.');
  };
  const started = runs.start({ ...request(work), kind: 'session' });
  runs.end('/other');
  runs.end();
  expect(await started).toMatchObject({ message: 'It was ended at once.' });
});

test('what another process runs is shown where this window runs nothing, and told only when it changes', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const changed = vi.fn();
  runs.changed.listen(changed);
  const elsewhere = { ...startRun(target, 'session', { done: 0, total: 0 }), stage: 'running elsewhere' } as const;
  runs.setElsewhere('/shop', undefined);
  expect(changed).not.toHaveBeenCalled();
  runs.setElsewhere('/shop', elsewhere);
  runs.setElsewhere('/shop', { ...elsewhere });
  expect(changed).toHaveBeenCalledTimes(1);
  expect(runs.shown).toEqual([elsewhere]);
  expect(runs.active).toEqual([]);
  const started = runs.start(request(endless(Promise.resolve())));
  expect(runs.shown).toEqual(runs.active);
  await runs.stop('/shop');
  await started;
  runs.setElsewhere('/shop', undefined);
  expect(runs.shown).toEqual([]);
});

const done: RunOutcome = {
  ...{ ...target, kind: 'process', result: 'complete', word: 'complete', done: 2, total: 2, message: 'Done.' },
};

const passed = { ...target, status: 'passed', message: 'All pods are ready.' } as const;

describe('a session that is none of this window', () => {
  const session = { ...done, itemId: 'Session', kind: 'session', word: 'finished' } as const;
  const failed = { ...done, result: 'failed', word: 'tests failed' } as const;

  test('is shown until it was looked at, and its tasks stay as they ended', () => {
    const runs = new Runs(() => {}, nothing);
    const changed = vi.fn();
    runs.changed.listen(changed);
    runs.recall(session, [failed]);
    runs.recall(session, [failed]);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(runs.last).toEqual(session);
    runs.setSeen('/shop');
    expect(runs.last).toBeUndefined();
    expect([...runs.outcomes.values()]).toEqual([failed]);
  });

  test('has the last verification of its tasks: the one that ended last', () => {
    const runs = new Runs(() => {}, nothing);
    const verification = { ...target, status: 'failed', message: 'It crashes.', toldIn: 'docs/reports/a.md' } as const;
    const earlier = { ...done, itemId: 'TASK-002', verification: { ...passed, itemId: 'TASK-002' }, endedAt: 1 };
    runs.recall(session, [{ ...failed, verification, endedAt: 2 }, earlier]);
    expect(runs.lastVerification).toEqual(verification);
  });

  test('does not stand against what this window ran', async () => {
    const runs = new Runs(() => {}, nothing);
    await runs.start(request(async () => done));
    runs.recall(undefined, [failed]);
    expect([...runs.outcomes.values()]).toEqual([done]);
    runs.recall(session, []);
    await runs.start(request(async () => done));
    expect(runs.last).toEqual(done);
  });
});

const verifying: RunRequest['work'] = async ({ context }) => {
  context.log('verification', 'info', '# Verification of TASK-001');
  return { ...done, verification: passed };
};

test('the report of a verification is kept for the task that it is of', async () => {
  const runs = new Runs(() => {}, nothing);
  await runs.start(request(verifying));
  expect([...runs.reports]).toEqual([[taskKey('/shop', 'TASK-001'), '# Verification of TASK-001']]);
});

test('an error is an outcome with its message, and stands in the log', async () => {
  const log = vi.fn();
  const runs = new Runs(log, nothing);
  const outcome = await runs.start(request(() => Promise.reject(new Error('The server ended unexpectedly.'))));
  expect(outcome).toMatchObject({ result: 'failed', message: 'The server ended unexpectedly.' });
  expect(log).toHaveBeenCalledWith('log', 'error', expect.stringContaining('TASK-001: Error: The server ended'));
});

test('an error that a setting causes names it, and has said all in its message', async () => {
  const log = vi.fn();
  const runs = new Runs(log, nothing);
  const error = new ExternalServerError(new Error('spawn nowhere ENOENT'));
  const outcome = await runs.start(request(() => Promise.reject(error)));
  expect(outcome).toMatchObject({ result: 'failed', setting: 'agentToolkit.server.command', message: error.message });
  expect(log).not.toHaveBeenCalled();
});

test('the last verification is kept, by task and for the window', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const verification = { ...target, status: 'passed', message: 'All pods are ready.' } as const;
  await runs.start(request(async ({ state }) => ({ ...brokenOutcome(state(), 'failed', ''), verification })));
  expect(runs.lastVerification).toEqual(verification);
  expect([...runs.verifications.values()]).toEqual([verification]);
});

describe('a task that was verified', () => {
  const other = { ...passed, itemId: 'TASK-002' };
  const verifiedTwice = async () => {
    const runs = new Runs(vi.fn(), nothing);
    await runs.start(request(async () => ({ ...done, itemId: 'TASK-002', verification: other })));
    await runs.start(request(verifying));
    return runs;
  };

  test.each<[string, RunRequest['kind'], RunOutcome]>([
    ['its commits are taken back', 'rollback', { ...done, kind: 'rollback', word: 'rolled back' }],
    ['a run fails before it verifies', 'process', { ...done, result: 'failed', word: 'failed' }],
    ['a run is stopped before it verifies', 'process', { ...done, result: 'stopped', word: 'stopped' }],
  ])('is not verified any more when %s', async (_, kind, outcome) => {
    const runs = await verifiedTwice();
    await runs.start({ ...request(async () => outcome), kind });
    expect([...runs.verifications.values()]).toEqual([other]);
    expect(runs.lastVerification).toEqual(other);
    expect(runs.reports.size).toBe(0);
  });

  test.each<[string, RunRequest['kind'], RunOutcome]>([
    ['it is archived', 'archive', { ...done, kind: 'archive', word: 'archived' }],
    ['it could not be verified again', 'verify', { ...done, kind: 'verify', result: 'failed', word: 'failed' }],
  ])('stays so when %s', async (_, kind, outcome) => {
    const runs = await verifiedTwice();
    await runs.start({ ...request(async () => outcome), kind });
    expect(runs.lastVerification).toEqual(passed);
    expect(runs.reports.size).toBe(1);
  });
});

describe('a verification that a window before this one kept', () => {
  const kept = { verification: passed, at: 5, report: '# Kept' };

  test('is the last one, with its report', () => {
    const runs = new Runs(vi.fn(), nothing);
    const changed = vi.fn();
    runs.changed.listen(changed);
    runs.recallVerifications([kept, { verification: { ...passed, itemId: 'TASK-002' }, at: 4, report: '# Older' }], []);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(runs.lastVerification).toEqual(passed);
    expect(runs.reports.get(taskKey('/shop', 'TASK-001'))).toBe('# Kept');
  });

  const toldIn = 'docs/reports/session.md';
  const failed = { ...done, result: 'failed', word: 'tests failed' } as const;
  test.each<[string, RunOutcome, string | undefined]>([
    ['a session verified later', { ...failed, verification: { ...passed, toldIn }, endedAt: 6 }, toldIn],
    ['a session verified before', { ...failed, verification: { ...passed, toldIn }, endedAt: 4 }, undefined],
  ])('and one that %s: the later one counts, whichever is read first', (_, outcome, file) => {
    for (const isFirst of [true, false]) {
      const runs = new Runs(vi.fn(), nothing);
      if (isFirst) runs.recallVerifications([kept], []);
      runs.recall(undefined, [outcome]);
      if (!isFirst) runs.recallVerifications([kept], []);
      expect(runs.lastVerification?.toldIn).toBe(file);
      expect(runs.reports.size).toBe(file === undefined ? 1 : 0);
    }
  });

  test('is none where a window before this one rolled back what a session had verified', () => {
    for (const isFirst of [true, false]) {
      const runs = new Runs(vi.fn(), nothing);
      const session = { ...done, verification: { ...passed, toldIn }, endedAt: 4 };
      if (isFirst) runs.recall(undefined, [session]);
      runs.recallVerifications([], [{ ...target, at: 5 }]);
      if (!isFirst) runs.recall(undefined, [session]);
      expect(runs.lastVerification).toBeUndefined();
    }
  });

  test('is none where a later run did not verify', async () => {
    const runs = new Runs(vi.fn(), nothing);
    runs.recall(undefined, [{ ...failed, endedAt: 6 }]);
    runs.recallVerifications([kept], []);
    expect(runs.lastVerification).toBeUndefined();
    const own = new Runs(vi.fn(), nothing);
    await own.start(request(async () => done));
    own.recallVerifications([kept], []);
    expect(own.lastVerification).toBeUndefined();
  });
});

test('a verification alone is not how the session ended: it has a place of its own', async () => {
  const runs = new Runs(vi.fn(), nothing);
  const verification = { ...target, status: 'failed', message: '1 of 3 pods is not ready.' } as const;
  const work: RunRequest['work'] = async ({ state }) => ({ ...brokenOutcome(state(), 'failed', ''), verification });
  await runs.start({ ...request(work), kind: 'verify' });
  expect(runs.last).toBeUndefined();
  expect(runs.lastVerification).toEqual(verification);
});
