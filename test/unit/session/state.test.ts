import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { emptyState, parseState, readState, recordClusterContext, updateState } from '../../../src/session/state.ts';
import { removeStrayDrafts } from '../../../src/session/write-durably.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

const file = '.agent-state.json';
let on: TemporaryRepository | undefined;
afterEach(() => on?.remove());

function open(text?: string): TemporaryRepository & { readonly commonDir: string } {
  on = temporaryRepository({ 'README.md': 'x\n', ...(text === undefined ? {} : { [file]: text }) });
  return { ...on, commonDir: join(on.root, '.git') };
}

describe('reading', () => {
  test.each<[text: string, found: object, problem: string | undefined]>([
    ['{}', {}, undefined],
    ['\uFEFF{"current_task":"TASK-001"}', { current_task: 'TASK-001' }, undefined],
    ['{"tasks_completed":["TASK-001"],"mine":1}', { tasks_completed: ['TASK-001'] }, undefined],
    [
      '{"tasks_completed":"none","current_task":"TASK-002"}',
      { current_task: 'TASK-002' },
      'tasks_completed is not of the expected form',
    ],
    ['{"tasks_completed":{},"attempt_count":[1]}', {}, 'tasks_completed, attempt_count are not of the expected form'],
    ['[]', {}, 'it is no JSON object'],
    ['', {}, 'it is no valid JSON'],
    ['{ broken', {}, 'it is no valid JSON'],
  ])('%j', (text, found, problem) => {
    const reading = parseState(text);
    expect(reading.state).toEqual({ ...emptyState, ...found });
    if (problem === undefined) expect(reading.problem).toBeUndefined();
    else expect(reading.problem).toContain(problem);
  });

  test('no file is the state before the first session', async () => {
    expect(await readState(open().root)).toEqual({ state: emptyState, object: {}, problem: undefined });
  });

  test('what is no file is named', async () => {
    const { root } = open();
    mkdirSync(join(root, file));
    await expect(readState(root)).rejects.toThrow(`${join(root, file)} cannot be read (EISDIR)`);
  });
});

describe('changing', () => {
  test('a new file holds the keys of the seed, in its order', async () => {
    const { root, commonDir, read } = open();
    const { warning } = await updateState(root, commonDir, () => ({ session_id: 's1' }));
    expect(warning).toBeUndefined();
    expect(Object.keys(JSON.parse(read(file)))).toEqual([
      'session_id',
      'started_at',
      'tasks_processed',
      'tasks_completed',
      'tasks_blocked',
      'current_task',
      'consecutive_failures',
      'early_exit_triggered',
      'early_exit_reason',
      'cluster_context',
      'attempt_count',
    ]);
    expect(readdirSync(root).sort()).toEqual(['.agent-state.json', '.git', 'README.md']);
  });

  test('every other key stays where it is', async () => {
    const { root, commonDir, read } = open(
      '{"mine":[1,{"a":null}],"current_task":"TASK-001","cluster_context":"kind"}',
    );
    await updateState(root, commonDir, (state) => ({
      current_task: null,
      attempt_count: { ...state.attempt_count, A: 1 },
    }));
    expect(Object.entries(JSON.parse(read(file))).slice(0, 3)).toEqual([
      ['mine', [1, { a: null }]],
      ['current_task', null],
      ['cluster_context', 'kind'],
    ]);
    expect(JSON.parse(read(file))).toMatchObject({ attempt_count: { A: 1 }, tasks_completed: [] });
  });

  test.each(['{ broken', '[1]', '{"tasks_completed":"none","mine":1}'])(
    'what cannot be read whole is kept aside, byte for byte, and told: %s',
    async (text) => {
      const { root, commonDir, read } = open(text);
      const { warning } = await updateState(root, commonDir, () => ({ session_id: 's1' }));
      const folder = join(commonDir, 'agent-toolkit', 'kept');
      const [kept = '', ...others] = readdirSync(folder);
      expect(others).toEqual([]);
      expect(readFileSync(join(folder, kept), 'utf8')).toBe(text);
      expect(warning).toContain(join(folder, kept));
      expect(JSON.parse(read(file))).toMatchObject({ session_id: 's1', tasks_completed: [] });
      expect(JSON.parse(read(file)).mine).toBe(text.includes('mine') ? 1 : undefined);
    },
  );

  test('a file that cannot be written is named', async () => {
    const { root, commonDir } = open();
    const gone = join(root, 'gone');
    await expect(updateState(gone, commonDir, () => ({}))).rejects.toThrow(
      `${join(gone, file)} cannot be written (ENOENT)`,
    );
  });

  test('drafts of writers that were killed go, those of others stay', async () => {
    const { root } = open();
    const mine = `.${file}.${process.pid}.00000000.tmp`;
    const others = ['.other.json.999999999.00000000.tmp', `.${file}.tmp`];
    for (const name of [mine, `.${file}.999999999.0a0a0a0a.tmp`, ...others]) writeFileSync(join(root, name), '');
    await removeStrayDrafts(join(root, file));
    expect(
      readdirSync(root)
        .filter((name) => name.endsWith('.tmp'))
        .sort(),
    ).toEqual([mine, ...others].sort());
  });
});

describe('recording a kube context', () => {
  test('keeps every other key', async () => {
    const { root, read } = open('{"session_id":"s1","unknown":[1],"tasks_completed":5}');
    await recordClusterContext(root, 'demo');
    expect(JSON.parse(read(file))).toEqual({
      session_id: 's1',
      unknown: [1],
      tasks_completed: 5,
      cluster_context: 'demo',
    });
  });

  test.each(['{ broken', '[]'])('a file that is no object is not overwritten: %s', async (text) => {
    const { root, read } = open(text);
    await expect(recordClusterContext(root, 'demo')).rejects.toThrow('.agent-state.json is not usable');
    expect(read(file)).toBe(text);
  });
});
