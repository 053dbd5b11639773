import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSharedToolbox } from '../../../../src/tools/shared/shared-toolbox.ts';
import type { Progress, Toolbox, ToolContext } from '../../../../src/tools/toolbox.ts';
import {
  completeResult,
  createFakeToolbox,
  passedResult,
  retrospectiveResult,
  stepQuestion,
} from '../../../support/fake-toolbox.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let repository: TemporaryRepository;
beforeAll(() => {
  repository = temporaryRepository({ 'tasks/active/TASK-001.md': '# One\n', 'README.md': '# Shop\n' });
});
afterAll(() => repository.remove());

/** A call that was begun and lasts until the test ends it. */
interface Begun {
  readonly input: object;
  readonly context: ToolContext;
  end(): void;
  fail(error: Error): void;
}
let begun: Begun[];
let toolbox: Toolbox;
beforeEach(() => {
  begun = [];
  const lasting = <T>(result: T) => {
    return (input: object, context: ToolContext) =>
      new Promise<T>((resolve, reject) => {
        begun.push({ input, context, end: () => resolve(result), fail: reject });
      });
  };
  toolbox = createSharedToolbox({
    ...createFakeToolbox(),
    process_bug: lasting(completeResult),
    run_tests: lasting(passedResult),
    run_retrospective: lasting(retrospectiveResult),
  });
});

/** Somebody who calls. */
function caller(ask?: ToolContext['ask'], preview?: Date) {
  const stop = new AbortController();
  const heard: string[] = [];
  const context: ToolContext = {
    signal: stop.signal,
    progress: ({ message }) => void heard.push(message),
    log: (channel, level, text) => void heard.push(`${channel} ${level}: ${text}`),
    ...(ask === undefined ? {} : { ask }),
    ...(preview === undefined ? {} : { preview }),
  };
  return { context, heard, cancel: () => stop.abort(new DOMException('cancelled', 'AbortError')) };
}

const aborted = { name: 'AbortError' };
const untilBegun = (count: number) => expect.poll(() => begun.length).toBe(count);
const processing = (input: object, context: ToolContext) =>
  toolbox.process_bug({ item_id: 'TASK-001', repo_path: repository.root, ...input }, context);
const verifying = (input: object, context: ToolContext) =>
  toolbox.run_tests({ work_item_id: 'TASK-001', repo_path: repository.root, ...input }, context);
const lookingBack = (input: object, context: ToolContext) =>
  toolbox.run_retrospective({ repo_path: repository.root, ...input }, context);
const at: Progress = { itemId: 'TASK-001', stage: 'criterion', done: 2, total: 5, message: 'Criterion 3 of 5: Probe' };

/** Waits until all that came before has been taken in: git has been asked where the calls belong. */
async function joined(who: { heard: string[] }): Promise<void> {
  await expect.poll(() => who.heard).toContain(at.message);
}

describe('a call while the same one is in work', () => {
  test('joins it: hears where it is and what comes, and has its result', async () => {
    const [one, two] = [caller(), caller()];
    const first = processing({}, one.context);
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const second = processing({ item_id: 'task-1', repo_path: join(repository.root, 'tasks') }, two.context);
    await joined(two);
    begun[0]?.context.log('codex', 'info', 'exec kubectl get pods');
    begun[0]?.end();
    expect(await first).toEqual(completeResult);
    expect(await second).toEqual({
      ...completeResult,
      warnings: [
        expect.stringMatching(/^This call joined one of process_bug .* since 20\d\d-.*, and has its result\.$/),
      ],
    });
    expect(two.heard).toEqual([at.message, 'codex info: exec kubectl get pods']);
    expect(begun).toHaveLength(1);
  });

  test('is told what of its parameters did not count', async () => {
    const [one, two] = [caller(), caller()];
    const first = processing({}, one.context);
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const second = processing({ criteria: [2], step: false, max_iterations: 3 }, two.context);
    await joined(two);
    begun[0]?.end();
    await first;
    expect((await second).warnings.join()).toContain('did not count: max_iterations, criteria. For that, call again.');
  });

  test('gets its error', async () => {
    const [one, two] = [caller(), caller()];
    const first = expect(processing({}, one.context)).rejects.toThrow('the code is wrong');
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const second = expect(processing({}, two.context)).rejects.toThrow('the code is wrong');
    await joined(two);
    begun[0]?.fail(new TypeError('the code is wrong'));
    await Promise.all([first, second]);
  });

  test.each([
    ['verifications with the same parameters', verifying, {}, {}],
    ['verifications that write', verifying, { create_bugs: true }, { create_bugs: true, timeout: 10 }],
    ['retrospectives', lookingBack, {}, {}],
    ['retrospectives that only tell', lookingBack, { dry_run: true }, { dry_run: true }],
  ])('%s: one is done', async (_case, call, one, two) => {
    const first = call(one, caller().context);
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const other = caller();
    const second = call(two, other.context);
    await joined(other);
    begun[0]?.end();
    await first;
    expect((await second).warnings.at(-1)).toContain('This call joined');
  });

  test('a retrospective that applies a preview does not join one that may do something else', async () => {
    const shown = new Date();
    const results = [lookingBack({}, caller().context)];
    await untilBegun(1);
    results.push(lookingBack({}, caller(undefined, shown).context));
    begun[0]?.end();
    await untilBegun(2);
    expect(begun.map(({ context }) => context.preview)).toEqual([undefined, shown]);
    begun[1]?.end();
    expect((await Promise.all(results)).map(({ warnings }) => warnings)).toEqual([[], []]);
  });

  test('one after it begins anew', async () => {
    const first = processing({}, caller().context);
    await untilBegun(1);
    begun[0]?.end();
    await first;
    const second = processing({}, caller().context);
    await untilBegun(2);
    begun[1]?.end();
    expect((await second).warnings).toEqual([]);
  });
});

describe('a call while another one is in work', () => {
  test('for another task is answered at once: what runs, since when, how far, what to do', async () => {
    const first = processing({}, caller().context);
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const second = await processing({ item_id: 'TASK-002' }, caller().context);
    expect(second).toMatchObject({ status: 'error', ended_by: 'busy', item_id: 'TASK-002', commits: [] });
    expect(second.message).toMatch(
      /^TASK-001 is being processed in this repository since 20\d\d-\d\d-\d\d \d\d:\d\d \(2 of 5 criteria done\. Criterion 3 of 5: Probe\); nothing was done for TASK-002\./,
    );
    expect(second.message).toContain('Call process_bug for TASK-001 to follow it');
    begun[0]?.end();
    await first;
  });

  test.each([
    ['a verification of another task', verifying, {}, verifying, { work_item_id: 'TASK-002' }],
    ['a verification with other parameters', verifying, {}, verifying, { create_bugs: true }],
    ['a verification of the task in work', processing, {}, verifying, {}],
    ['a retrospective that only tells', lookingBack, {}, lookingBack, { dry_run: true }],
  ])('%s runs beside it', async (_case, one, first, two, second) => {
    const results = [one(first, caller().context)];
    await untilBegun(1);
    results.push(two(second, caller().context));
    await untilBegun(2);
    for (const each of begun) each.end();
    expect((await Promise.all(results)).map(({ warnings }) => warnings)).toEqual([[], []]);
  });

  test('a verification after a commit sees what is new; one that writes waits for the one before', async () => {
    const results = [verifying({}, caller().context), verifying({ create_bugs: true }, caller().context)];
    await untilBegun(2);
    repository.commit({ 'README.md': `# Shop\n${Date.now()}\n` });
    results.push(verifying({}, caller().context));
    await untilBegun(3);
    const writing = verifying({ create_bugs: true }, caller().context);
    begun[2]?.end();
    await results[2];
    expect(begun).toHaveLength(3);
    for (const each of begun) each.end();
    await Promise.all(results);
    await untilBegun(4);
    begun[3]?.end();
    expect((await writing).warnings).toEqual([]);
  });

  test('what is no repository, and parameters that are none, are the tool’s to refuse', async () => {
    const results = [
      processing({ repo_path: '/nowhere' }, caller().context),
      processing({ max_iterations: 0 }, caller().context),
    ];
    await untilBegun(2);
    for (const each of begun) each.end();
    await Promise.all(results);
  });
});

describe('who cancels', () => {
  test('is let go while others wait; the last one stops the work and is answered when it has ended', async () => {
    const [one, two] = [caller(), caller()];
    const first = processing({}, one.context);
    await untilBegun(1);
    begun[0]?.context.progress(at);
    const second = processing({}, two.context);
    await joined(two);
    one.cancel();
    await expect(first).rejects.toMatchObject(aborted);
    const signal = begun[0]?.context.signal;
    expect(signal?.aborted).toBe(false);
    let isAnswered = false;
    const ended = second.finally(() => {
      isAnswered = true;
    });
    two.cancel();
    expect(signal).toMatchObject({ aborted: true, reason: aborted });
    begun[0]?.context.log('log', 'warning', 'The work was put aside.');
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    begun[0]?.fail(signal?.reason);
    await expect(ended).rejects.toMatchObject(aborted);
    expect(two.heard).toContain('log warning: The work was put aside.');
    expect(one.heard).toEqual([at.message]);
  });

  test.each([['the same task'], ['another task']])(
    'a call for %s that comes while it ends waits, then begins',
    async (which) => {
      const one = caller();
      const first = processing({}, one.context);
      await untilBegun(1);
      one.cancel();
      const input = which === 'another task' ? { item_id: 'TASK-002' } : {};
      const second = processing(input, caller().context);
      const third = caller();
      const cancelled = expect(processing(input, third.context)).rejects.toMatchObject(aborted);
      third.cancel();
      await cancelled;
      expect(begun).toHaveLength(1);
      begun[0]?.fail(begun[0].context.signal.reason);
      await expect(first).rejects.toMatchObject(aborted);
      await untilBegun(2);
      expect(begun[1]?.input).toMatchObject(input);
      begun[1]?.end();
      expect((await second).warnings).toEqual([]);
    },
  );
});

describe('a question', () => {
  test('goes to the next who can be asked when the one asked leaves; with nobody left the work is kept', async () => {
    const asked: string[] = [];
    const silent = (name: string) => (_question: unknown, signal: AbortSignal) => {
      asked.push(name);
      return new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
    const callers = [caller(silent('one')), caller(silent('two')), caller()];
    const results = callers.slice(0, 1).map(({ context }) => processing({}, context));
    await untilBegun(1);
    const [work] = begun;
    work?.context.progress(at);
    for (const each of callers.slice(1)) {
      results.push(processing({}, each.context));
      await joined(each);
    }
    const answer = work?.context.ask?.(stepQuestion, work.context.signal);
    for (const [index, name] of ['one', 'two'].entries()) {
      await expect.poll(() => asked).toContain(name);
      callers[index]?.cancel();
      await expect(results[index]).rejects.toMatchObject(aborted);
    }
    await expect(answer).resolves.toEqual({ choice: 'stop' });
    work?.end();
    await expect(results[2]).resolves.toMatchObject({ status: 'complete' });
  });
});
