import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost, type TestHostOptions } from '../../support/cli-host.ts';
import { completeResult, scanResult } from '../../support/fake-toolbox.ts';

async function run(args: string, options: TestHostOptions = {}) {
  const host = createTestHost(options);
  const code = await runCli(args === '' ? [] : args.split(' '), host);
  return { code, out: host.out(), err: host.err(), calls: host.calls };
}

test.each([
  ['run --tasks many', "argument 'many' is invalid. Use a whole number."],
  ['run --tasks -1', "argument '-1' is invalid. Use a whole number from 0 on."],
  ['process TASK-001 --max-iterations 0', "argument '0' is invalid. Use a whole number from 1 on."],
  ['retrospective --timeout 9999999', "argument '9999999' is invalid. Use a whole number up to "],
  ['transcripts TASK-001 first', "argument 'N'. Use a whole number."],
  ['serve --http soon', 'Use a port from 1 to 65535.'],
  ['scan --repo=', "--repo is empty. Name the repository's folder, or leave it out."],
])('agent-toolkit %s says what it wants', async (args, words) => {
  expect(await run(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
});

test.each([
  ['show', 'See agent-toolkit show --help.'],
  ['run --tasks many', 'See agent-toolkit run --help.'],
  ['proces TASK-001', 'See agent-toolkit --help.'],
])('agent-toolkit %s says where the use of it is told', async (args, words) => {
  expect((await run(args)).err.trim().split('\n').at(-1)).toBe(words);
});

describe('exit codes', () => {
  test.each([
    [0, 'scan'],
    [0, 'process TASK-001'],
    [0, 'process TASK-UNVERIFIED'],
    [0, 'verify TASK-001'],
    [0, '--version'],
    [0, '--help'],
    [0, 'help process'],
    [2, 'doctor --repo /nowhere'],
    [2, 'doctor TASK-001'],
    [2, 'init --repo /nowhere'],
    [2, 'init /somewhere'],
    [1, 'process TASK-STOPPED'],
    [1, 'verify TASK-002'],
    [1, 'process TASK-CRASH'],
    [2, 'process TASK-404'],
    [2, 'scan --repo /nowhere'],
    [2, 'scan --repo='],
    [2, ''],
    [2, 'process'],
    [2, 'show'],
    [2, 'show TASK-001 TASK-002'],
    [2, 'lint --fixx'],
    [2, 'health'],
    [2, 'health /nowhere/dump.yaml'],
    [2, 'proces TASK-001'],
    [2, 'TASK-001'],
    [2, 'scan --jsno'],
    [2, 'scan extra words'],
    [2, 'process TASK-001 --max-iterations 0'],
    [2, 'process TASK-001 --max-iterations 1e3'],
    [2, 'process TASK-001 --max-iterations'],
    [2, 'process TASK-001 --decompose now'],
    [2, 'process TASK-001 --rollback now'],
    [2, 'process TASK-001 --json --jsonl'],
    [0, 'retrospective'],
    [0, 'retrospective --dry-run --no-judge'],
    [2, 'retrospective --timeout soon'],
    [2, 'retrospective TASK-001'],
    [2, 'retrospective --repo /nowhere'],
    [2, 'run --until now'],
    [2, 'run --until 24:00'],
    [2, 'run --tasks -1'],
    [2, 'run --tasks'],
    [2, 'run --failures-per-session 0'],
    [2, 'run --json --jsonl'],
    [2, 'run --dry-run --jsonl'],
    [2, 'run --repo /nowhere'],
    [2, 'run --dry-run --repo /nowhere'],
    [2, 'stop --repo /nowhere'],
    [2, 'rollback'],
    [2, 'rollback TASK-001 --run last'],
    [2, 'rollback TASK-001 --run 1a2b3c4d --all'],
    [2, 'rollback TASK-001 --repo /nowhere'],
    [2, 'process TASK-001 --timeout-per-section 5m'],
    [2, 'process TASK-001 --codex-config model'],
    [2, 'scan --push sometimes'],
    [2, 'verify TASK-001 --kubeconfig='],
    [2, 'verify TASK-001 --timeout 0'],
    [2, 'verify TASK-001 --timeout soon'],
  ])('%d: agent-toolkit %s', async (expected, args) => {
    const { code, out, err } = await run(args);
    expect(code, err).toBe(expected);
    if (expected === 2) {
      expect(out).toBe('');
      expect(err).not.toBe('');
      expect(err).not.toContain('    at ');
    }
  });

  test('before anything is done a person reads what Codex may do; who reads JSON is not told', async () => {
    const { err } = await run('process TASK-001');
    expect(err).toMatch(/^Codex works in its sandbox: it writes in \/here and .* may use the network/);
    expect((await run('process TASK-001 --no-network')).err).toContain('has no network (--no-network)');
    expect((await run('process TASK-001 --json')).err).not.toContain('sandbox');
  });

  test('--jsonl is one event a line, the result as the last one, and the exit code is that of the result', async () => {
    const { code, out, err } = await run('process TASK-STOPPED --jsonl');
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(new Set(events.slice(0, -1).map(({ type }) => type))).toContain('progress');
    expect(events.at(-1)).toMatchObject({ type: 'result', result: { status: 'error' } });
    expect((await run('process TASK-CRASH --jsonl')).out).not.toContain('"result"');
  });

  test('130 when interrupted, by each signal, after the tool has cleaned up', async () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      const host = createTestHost();
      const exit = runCli(['process', 'TASK-SLOW'], host);
      await expect.poll(host.err).toContain('started');
      host.signals.emit(signal);
      host.signals.emit(signal);
      expect(await exit).toBe(130);
      expect(host.err()).toMatch(/Stopping\.\nStill stopping[\s\S]*put aside\.\nagent-toolkit: Interrupted\.\n$/);
      expect(host.out()).toBe('');
    }
  });
});

describe('what the tools are given', () => {
  test.each([
    ['scan', { repo_path: '/here', sync_remote: true }],
    ['scan --repo ../there --no-sync', { repo_path: '/there', sync_remote: false }],
    ['--repo sub scan', { repo_path: '/here/sub', sync_remote: true }],
    ['process TASK-001', { item_id: 'TASK-001', repo_path: '/here' }],
    [
      'process --max-iterations 3 --timeout-per-section=60 -- TASK-001',
      { item_id: 'TASK-001', repo_path: '/here', max_iterations: 3, timeout_per_section: 60 },
    ],
    ['process TASK-001 --decompose create', { item_id: 'TASK-001', repo_path: '/here', decompose: 'create' }],
    ['process TASK-001 --again', { item_id: 'TASK-001', repo_path: '/here', again: true }],
    ['process TASK-001 --criterion 2 Raise', { item_id: 'TASK-001', repo_path: '/here', criteria: [2, 'Raise'] }],
    ['process TASK-001 --rollback auto', { item_id: 'TASK-001', repo_path: '/here', rollback: 'auto' }],
    ['retrospective', { repo_path: '/here', dry_run: false, judge: true }],
    [
      'retrospective --dry-run --no-judge --session 1a2b --timeout 60',
      { repo_path: '/here', dry_run: true, judge: false, session_id: '1a2b', timeout: 60 },
    ],
    ['verify TASK-001', { work_item_id: 'TASK-001', repo_path: '/here' }],
    ['verify TASK-001 --reconcile', { work_item_id: 'TASK-001', repo_path: '/here', reconcile: true }],
    ['verify TASK-001 --timeout 60', { work_item_id: 'TASK-001', repo_path: '/here', timeout: 60 }],
    ['verify TASK-001 --reset', { work_item_id: 'TASK-001', repo_path: '/here', reset: true }],
    ['verify TASK-001 --create-bugs', { work_item_id: 'TASK-001', repo_path: '/here', create_bugs: true }],
  ])('agent-toolkit %s', async (args, input) => {
    const { calls, err } = await run(args);
    expect(calls, err).toMatchObject([{ input }]);
  });

  test('settings: the user’s file, then the flags, before or after the command', async () => {
    const home = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
    await mkdir(join(home, 'agent-toolkit'));
    await writeFile(join(home, 'agent-toolkit/config.json'), '{"push": "never", "codexConfig": ["a=1"]}');
    const seen: unknown[] = [];
    const host = createTestHost({ env: { XDG_CONFIG_HOME: home } });
    const createToolbox = (settings: never) => {
      seen.push(settings);
      return host.createToolbox(settings);
    };
    const args = ['--codex', './codex', 'scan', '--codex-config', 'b="x y"', '--codex-config=c=[1]', '--no-network'];
    expect(await runCli(args, { ...host, createToolbox })).toBe(0);
    expect(seen).toEqual([
      {
        push: 'never',
        waitMinutes: 30,
        tokensPerCriterion: 0,
        tokensPerTask: 0,
        tasksPerSession: 1,
        failuresPerSession: 3,
        minutesPerSession: 0,
        tokensPerSession: 0,
        archive: true,
        secretsIgnore: [],
        passEnvironment: [],
        registriesOverHttp: [],
        codexConfig: ['a=1', 'b="x y"', 'c=[1]'],
        codexPath: '/here/codex',
        network: false,
        trusted: true,
        gate: true,
      },
    ]);
    await rm(home, { recursive: true });
  });
});

describe('--json', () => {
  test.each([
    ['scan', scanResult],
    ['process TASK-001', completeResult],
  ])('%s: exactly the result on standard output, and nothing else anywhere', async (args, expected) => {
    const { out, err } = await run(`${args} --json`);
    expect(JSON.parse(out)).toEqual(expected);
    expect(err).toBe('');
  });

  test('an error leaves standard output empty', async () => {
    const { out, err } = await run('process TASK-404 --json');
    expect(out).toBe('');
    expect(err).toBe('agent-toolkit: TASK-404 is no task.\n');
  });

  test('on a terminal progress is still shown, on standard error', async () => {
    const { out, err } = await run('process TASK-001 --json', { terminal: true });
    expect(JSON.parse(out)).toEqual(completeResult);
    expect(err).toContain('criterion 1/3');
  });
});

describe('words', () => {
  test('an unverified success says so', async () => {
    expect((await run('process TASK-UNVERIFIED')).out).toContain('complete, unverified');
  });

  test('the unexpected is one message; the stack comes with AGENT_TOOLKIT_DEBUG=1', async () => {
    expect((await run('process TASK-CRASH')).err).toBe('agent-toolkit: the code is wrong\n');
    const { err } = await run('process TASK-CRASH', { env: { AGENT_TOOLKIT_DEBUG: '1' } });
    expect(err).toMatch(/TypeError: the code is wrong\n\s+at /);
  });

  test.each([
    ['process TASK-001 --max-iterations 0', /--max-iterations <N>.*'0'.*from 1 on/],
    ['proces TASK-001', /unknown command 'proces'\n\(Did you mean process\?\)/],
    ['process', /missing required argument 'ID'/],
    ['scan --push sometimes', /Allowed choices are auto, afterArchive, never, pullRequest/],
  ])('agent-toolkit %s: what is wrong is named', async (args, message) => {
    expect((await run(args)).err).toMatch(message);
  });

  test('colours come on a terminal, and not with NO_COLOR', async () => {
    expect((await run('scan', { terminal: true })).out).toContain('\x1b[');
    expect((await run('scan', { terminal: true, env: { NO_COLOR: '1' } })).out).not.toContain('\x1b[');
    expect((await run('scan')).out).not.toContain('\x1b[');
  });

  test('the version is the package’s', async () => {
    expect((await run('--version')).out).toBe(`${manifest.version}\n`);
  });

  test.each([
    'scan',
    'show',
    'lint',
    'actions',
    'process',
    'verify',
    'health',
    'create',
    'archive',
    'rollback',
    'retrospective',
    'leftovers',
    'transcripts',
    'serve',
  ])('the help of %s has its flags and examples', async (name) => {
    const { out, code } = await run(`${name} --help`);
    expect(code).toBe(0);
    expect(out).toContain(`agent-toolkit ${name}`);
    for (const flag of ['--repo', '--json', '--codex <PATH>', '--codex-config', '--kubeconfig', '--context']) {
      expect(out).toContain(flag);
    }
    expect(out).toMatch(/Examples:\n {2}agent-toolkit/);
  });
});

test.each(['--help', 'help process', 'help run', 'help doctor', 'help init', 'help create'])(
  '%s keeps to a terminal of 40 columns, but for examples and names',
  async (args) => {
    const { out } = await run(args, { terminal: true, columns: 40 });
    const prose = out.slice(0, out.indexOf('Examples:')).split('\n');
    const isName = (line: string) => /^ {2}\S|^Usage:/.test(line);
    expect(prose.filter((line) => line.length > 40 && !isName(line))).toEqual([]);
    expect(out).toContain('Examples:\n  agent-toolkit');
  },
);
