/** What holds for every command: help, JSON, mistakes, narrow and plain terminals. A command that has no row here fails. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost, type TestHostOptions } from '../../support/cli-host.ts';
import { sessionTask } from '../../support/session-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

/** Ways to call each command that come to a result, and why that is not to be read as JSON or as prose. */
const rows: Readonly<
  Record<string, { readonly calls: readonly string[]; readonly noJson?: string; readonly noProse?: string }>
> = {
  init: { calls: ['init --dry-run', 'init'] },
  scan: { calls: ['scan', 'scan --no-sync'] },
  show: { calls: ['show TASK-001'] },
  lint: { calls: ['lint', 'lint --fix'] },
  actions: { calls: ['actions', 'actions --check'] },
  process: { calls: ['process TASK-001', 'process TASK-STOPPED'] },
  run: { calls: ['run --dry-run', 'run'] },
  stop: { calls: ['stop'] },
  verify: { calls: ['verify TASK-001', 'verify TASK-002', 'verify TASK-001 --plan'] },
  health: { calls: ['health dump.yaml'] },
  create: { calls: ['create bug Title'] },
  decompose: {
    calls: ['decompose TASK-005 --criteria-per-task 1 --dry-run', 'decompose TASK-005 --criteria-per-task 1'],
  },
  archive: { calls: ['archive TASK-003'] },
  rollback: { calls: ['rollback TASK-004 --dry-run', 'rollback TASK-004'] },
  retrospective: { calls: ['retrospective --dry-run', 'retrospective'] },
  leftovers: { calls: ['leftovers'] },
  transcripts: { calls: ['transcripts', 'transcripts TASK-001'] },
  doctor: { calls: ['doctor'] },
  completion: { calls: ['completion bash', 'completion zsh', 'completion fish'], noProse: 'a program for a shell' },
  orchestrate: { calls: [] }, // Codex itself: test/integration/orchestrate.test.ts
  install: { calls: ['install codex --print', 'install codex --yes'], noProse: 'lines of a file' },
  serve: { calls: ['serve'], noJson: 'it speaks JSON-RPC, and nobody spoke to it' },
};
const calls = Object.values(rows).flatMap(({ calls: each, noJson, noProse }) =>
  each.map((call) => ({ call, isJson: noJson === undefined, isProse: noProse === undefined })),
);

let on: TemporaryRepository;
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  on = temporaryRepository({
    'tasks/active/TASK-001.md': sessionTask('TASK-001'),
    'tasks/active/TASK-002.md': sessionTask('TASK-002'),
    'tasks/active/TASK-003.md': sessionTask('TASK-003').replace('[ ]', '[x]'),
    'tasks/active/TASK-004.md': sessionTask('TASK-004'),
    'tasks/active/TASK-005.md': sessionTask('TASK-005').replace(
      '- [ ]',
      '- [ ] Tell all who have to know, in their channel\n- [ ]',
    ),
    'dump.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n',
  });
  const ticked = on.read('tasks/active/TASK-004.md').replace('[ ]', '[x]');
  on.commit(
    { 'tasks/active/TASK-004.md': ticked, 'app.yaml': 'a: 1\n' },
    'feat(TASK-004): Done\n\nTask: TASK-004\nRun: 1a2b3c4d-0000-4000-8000-000000000000',
  );
});
afterAll(() => {
  on.remove();
  rmSync(home, { recursive: true });
});

async function run(args: string, options: TestHostOptions = {}) {
  const host = createTestHost({
    cwd: on.root,
    ...options,
    env: { PATH: process.env['PATH'], HOME: home, CODEX_HOME: home, KUBECONFIG: '/none', ...options.env },
  });
  const code = await runCli(args.split(' '), host);
  return { code, out: host.out(), err: host.err() };
}

const program = createProgram(createTestHost(), {} as Parameters<typeof createProgram>[1], () => {});
const names = program
  .createHelp()
  .visibleCommands(program)
  .map((command) => command.name())
  .filter((name) => name !== 'help');

test('each command has a row', () => {
  expect(Object.keys(rows).toSorted()).toEqual(names.toSorted());
});

describe.each(['', ...names])('help of %s', (name) => {
  const help = `${name} --help`.trim();

  test.each([60, 80])('fits %d columns, examples too', async (columns) => {
    const { code, out, err } = await run(help, { terminal: true, columns });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
    expect(out).toMatch(/Examples:\n {2}\S/);
    expect(out.slice(out.indexOf('Examples:'))).toContain(`agent-toolkit ${name}`.trim());
  });

  test('has the flags that all share', async () => {
    const { out } = await run(help);
    for (const flag of ['--repo <DIR>', '--json', '--help', '--codex <PATH>', '--context <NAME>'])
      expect(out).toContain(flag);
  });
});

describe.each(names)('a mistake with %s', (name) => {
  test('an unknown flag is named, with what was meant', async () => {
    const { code, out, err } = await run(`${name} --jsno`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/unknown option '--jsno'\n\(Did you mean .*--json.*\?\)/);
  });

  test('with --json standard output is empty, and standard error says why', async () => {
    const { code, out, err } = await run(`${name} --json --wait-minutes never`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^(agent-toolkit|error): /);
    expect(err).not.toContain('    at ');
  });
});

/** A path, a reference or a command is not broken: people copy it. */
const isCopied = (line: string) => /\S{30}|^ {2}git /.test(line);

describe.each(calls)('agent-toolkit $call', ({ call, isJson, isProse }) => {
  test(isJson ? '--json is one document and nothing else' : '--json prints no document: there is none', async () => {
    const { code, out, err } = await run(`${call} --json`);
    expect([0, 1], err).toContain(code);
    if (isJson) expect(JSON.parse(out)).toEqual(expect.anything());
    else expect(out).toBe('');
    expect(err).toBe('');
  });

  test('a terminal that understands nothing gets plain text', async () => {
    const { out, err } = await run(call, { terminal: true, env: { TERM: 'dumb' } });
    if (isJson) expect(out + err).not.toBe('');
    expect(out + err).not.toContain('\x1b');
  });

  test('its result keeps to a terminal of 60 columns, and has no colour with NO_COLOR', async () => {
    const { out } = await run(call, { terminal: true, columns: 60, env: { NO_COLOR: '1' } });
    expect(out).not.toContain('\x1b');
    if (isProse) expect(out.split('\n').filter((line) => line.length > 60 && !isCopied(line))).toEqual([]);
  });
});

test('a terminal that does not know its width has 80 columns', async () => {
  const { out } = await run('retrospective --dry-run', { terminal: true, columns: 0, env: { NO_COLOR: '1' } });
  const widths = out.split('\n').map((line) => line.length);
  expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  expect(Math.max(...widths)).toBeGreaterThan(60);
});
