import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-create-'));
  await writeFile(join(folder, 'text.md'), '\uFEFF# Why\n');
  await writeFile(join(folder, 'latin1.md'), Buffer.from([0x4d, 0xfc]));
  await writeFile(join(folder, 'large.md'), Buffer.alloc(9 * 1024 * 1024, 'x'));
});
afterAll(() => rm(folder, { recursive: true }));

async function create(args: readonly string[], input = '', terminal = false) {
  const host = { ...createTestHost({ cwd: folder, terminal }), stdin: Readable.from([Buffer.from(input)]) };
  const code = await runCli(['create', ...args], host);
  return { code, out: host.out(), err: host.err(), calls: host.calls };
}

describe('what the tool is given', () => {
  test.each([
    [
      'a type and a title',
      ['bug', 'It fails'],
      { item_type: 'bug', title: 'It fails', description: '', auto_commit: true },
    ],
    ['a human action in either spelling', ['human-action', 'Order it'], { item_type: 'human_action' }],
    ['in capitals', ['Human_Action', 'Order it'], { item_type: 'human_action' }],
    [
      'all flags',
      [
        'feature',
        'T',
        '--description',
        'D',
        '--component',
        'C',
        '--priority',
        'p1',
        '--folder',
        'backlog',
        '--no-commit',
      ],
      { description: 'D', component: 'C', priority: 'p1', folder: 'backlog', auto_commit: false },
    ],
    [
      'lists, in one flag or several',
      [
        'bug',
        'T',
        '--depends-on',
        'TASK-1',
        'TASK-2',
        '--blocks',
        'TASK-3',
        '--label',
        'a',
        '--label',
        'b c',
        '--criterion',
        'x',
        'y',
      ],
      { depends_on: ['TASK-1', 'TASK-2'], blocks: ['TASK-3'], labels: ['a', 'b c'], acceptance_criteria: ['x', 'y'] },
    ],
    ['a description from a file', ['bug', 'T', '--description-file', 'text.md'], { description: '# Why\n' }],
    ['from standard input', ['bug', 'T', '--description-file', '-'], { description: 'from a pipe' }],
    ['from standard input, the short way', ['bug', 'T', '--description', '-'], { description: 'from a pipe' }],
  ])('%s', async (_case, args, expected) => {
    const { code, calls, err } = await create(args, 'from a pipe');
    expect(calls, err).toMatchObject([{ name: 'create_work_item', input: { repo_path: folder, ...expected } }]);
    expect(code).toBe(0);
  });

  test('nothing but what was said: the tool has its own defaults', async () => {
    const { calls } = await create(['bug', 'T']);
    expect(Object.keys(calls[0]?.input as object)).toEqual([
      'item_type',
      'title',
      'description',
      'repo_path',
      'auto_commit',
    ]);
  });
});

describe('wrong use: exit 2, a message, and no call', () => {
  test.each([
    ['an unknown type', ['task', 'T'], /'task'.*Use one of bug, feature, human_action/],
    ['no title', ['bug'], /missing required argument 'TITLE'/],
    ['an unknown folder', ['bug', 'T', '--folder', 'completed'], /Allowed choices are active, backlog/],
    ['two descriptions', ['bug', 'T', '--description', 'a', '--description-file', 'b'], /Leave one out/],
    ['no such file', ['bug', 'T', '--description-file', 'none.md'], /none\.md cannot be read \(ENOENT\)/],
    ['a folder', ['bug', 'T', '--description-file', '.'], /cannot be read \(EISDIR\)/],
    ['no UTF-8', ['bug', 'T', '--description-file', 'latin1.md'], /latin1\.md is not valid UTF-8/],
    ['too much', ['bug', 'T', '--description-file', 'large.md'], /more than 8 MB/],
  ])('%s', async (_case, args, message) => {
    const { code, out, err, calls } = await create(args);
    expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] });
    expect(err).toMatch(message);
  });

  test.each(['', ' \n\t'])('standard input that is empty: %j', async (input) => {
    const { code, calls, err } = await create(['bug', 'Empty pipe', '--description-file', '-'], input);
    expect({ code, calls }).toEqual({ code: 2, calls: [] });
    expect(err).toMatch(/Nothing was created: the description was to come from standard input, and that was empty\./);
  });

  test('what the tool refuses is told in its words', async () => {
    const { code, out, err } = await create(['bug', 'This is refused']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe('agent-toolkit: Nothing was created. The disk is full.\n');
  });
});

describe('the report', () => {
  test('id, commit, file, next step', async () => {
    expect((await create(['bug', 'T'])).out).toBe(
      '✔ TASK-016 created  22222222\n  tasks/active/TASK-016.md\nNext: agent-toolkit process TASK-016\n',
    );
  });

  test.each([
    [
      'a session failure',
      ['bug', 'Session failure: no space'],
      'a person has to look at it: agent-toolkit show TASK-016',
    ],
    [
      'what could not be committed',
      ['bug', 'Once again'],
      'commit it, as the warning says; then agent-toolkit process TASK-016',
    ],
    ['what was not to be committed', ['bug', 'Later', '--no-commit'], 'commit it; then agent-toolkit process TASK-016'],
    [
      'a session failure that was not to be committed',
      ['feature', ' session  failure', '--no-commit'],
      'commit it; then a person has to look at it: agent-toolkit show TASK-016',
    ],
  ])('the next step of %s', async (_case, args, next) => {
    expect((await create(args)).out).toMatch(new RegExp(`\\nNext: ${next}\\n$`));
  });

  test('a likely duplicate and a missing commit stand out', async () => {
    const { out, code } = await create(['bug', 'Once again'], '', true);
    expect(code).toBe(0);
    expect(out).toContain('TASK-016 created\x1b[39m  not committed\n');
    expect(out).toContain('\x1b[33mDuplicate?\x1b[39m Looks like TASK-012 "Flux is stuck" (open)');
    expect(out).toContain('\x1b[33mWarning:\x1b[39m The item is there and was not committed.');
  });

  test('--json is exactly the result', async () => {
    const { out, err } = await create(['bug', 'T', '--json']);
    expect(JSON.parse(out)).toMatchObject({ success: true, item_id: 'TASK-016', files_created: ['TASK-016.md'] });
    expect(err).toBe('');
  });
});
