/** What our server tells of its calls, and what an orchestration reads of it. */
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallFile } from '../../../../src/workflow/orchestrate/call-file.ts';
import { callsVariable, toolCallIn } from '../../../../src/workflow/orchestrate/call-lines.ts';
import { recordCalls } from '../../../../src/workflow/orchestrate/record-calls.ts';
import { completeResult, createFakeToolbox, scanResult } from '../../../support/fake-toolbox.ts';

let state: string;
let file: CallFile;
const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
  file = await CallFile.create({ XDG_STATE_HOME: state });
});
afterEach(() => rmSync(state, { recursive: true }));

function served(report: (text: string) => void = () => {}, process_bug = createFakeToolbox().process_bug) {
  const env = { [callsVariable]: file.path };
  const toolbox = recordCalls({ ...createFakeToolbox(), process_bug }, env, report);
  expect(env).toEqual({});
  return toolbox;
}

test('each call is told when it begins and when it has ended, with what it was given and what came of it', async () => {
  const begun: unknown[] = [];
  const toolbox = served(undefined, async () => {
    begun.push(...(await file.lines()).map(toolCallIn), file.isBusy());
    return completeResult;
  });
  const input = { item_id: 'TASK-001', repo_path: '/r' };
  expect(await toolbox.process_bug(input, context)).toEqual(completeResult);
  expect(begun).toEqual([{ tool: 'process_bug', arguments: input }, true]);
  const ended = await file.lines();
  expect(ended.map(toolCallIn)).toMatchObject([
    { tool: 'process_bug', result: { structured_content: JSON.parse(JSON.stringify(completeResult)) } },
  ]);
  expect(file.isBusy()).toBe(false);
  expect(await file.lines()).toEqual([]);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
});

test('a call that failed is told with its reason, and fails all the same', async () => {
  await expect(served().process_bug({ item_id: 'TASK-404', repo_path: '/r' }, context)).rejects.toThrow('is no task');
  const [, ended] = await file.lines();
  expect(ended).toMatchObject({ cancelled: false });
  expect(ended && toolCallIn(ended)).toMatchObject({ error: { message: 'TASK-404 is no task.' } });
});

test('a call that was cut off is told as such: it came to nothing', async () => {
  const controller = new AbortController();
  const toolbox = served(undefined, async () => {
    controller.abort();
    throw controller.signal.reason;
  });
  const call = toolbox.process_bug({ item_id: 'TASK-001', repo_path: '/r' }, { ...context, signal: controller.signal });
  await expect(call).rejects.toThrow();
  expect((await file.lines()).at(-1)).toMatchObject({ type: 'ended', cancelled: true });
});

test('what cannot be written stops no call, and is told once', async () => {
  const told: string[] = [];
  const toolbox = served((text) => told.push(text));
  await file.remove();
  expect(await toolbox.scan_prioritize({ repo_path: '/r' }, context)).toEqual(scanResult);
  expect(told).toEqual([expect.stringContaining('The session will not know of all calls')]);
});

test('a server that is asked by nobody writes nothing', () => {
  const toolbox = createFakeToolbox();
  expect(recordCalls(toolbox, {}, () => {})).toBe(toolbox);
});

test('a line that is half written is read when it is whole; what is none is left out', async () => {
  const line = JSON.stringify({ type: 'begun', pid: process.pid, number: 1, tool: 'run_tests', arguments: { é: 1 } });
  const bytes = Buffer.from(`no line\n${line}\n`);
  const inTheMiddleOfAnE = bytes.indexOf(0xc3) + 1;
  appendFileSync(file.path, bytes.subarray(0, inTheMiddleOfAnE));
  expect(await file.lines()).toEqual([]);
  appendFileSync(file.path, bytes.subarray(inTheMiddleOfAnE));
  expect(await file.lines()).toEqual([JSON.parse(line)]);
});

test('a call of a server that is gone is waited for no more', async () => {
  const line = { type: 'begun', pid: 2 ** 22 + 1, number: 1, tool: 'process_bug', arguments: {} };
  appendFileSync(file.path, `${JSON.stringify(line)}\n`);
  await file.lines();
  expect(file.isBusy()).toBe(false);
});

test('what an orchestration that was killed left is removed by the next; a place that is none is named', async () => {
  const left = join(state, 'agent-toolkit/orchestrations', `${2 ** 22 + 1}-abc`);
  writeFileSync(left, '');
  await CallFile.create({ XDG_STATE_HOME: state });
  expect([existsSync(left), existsSync(file.path)]).toEqual([false, true]);
  await expect(CallFile.create({ XDG_STATE_HOME: file.path })).rejects.toThrow(
    /orchestrations cannot be written to \(ENOTDIR\)/,
  );
});
