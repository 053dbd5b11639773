import { describe, expect, test } from 'vitest';
import type { EditorSettings } from '../../../src/editor/editor-settings.ts';
import { launchEnvironment } from '../../../src/editor/launch-environment.ts';
import {
  actionsLaunch,
  archiveLaunch,
  commandLaunch,
  orchestrateLaunch,
  ownServer,
  rollbackLaunch,
  serverLaunch,
  sessionLaunch,
} from '../../../src/editor/server-launch.ts';
import { unsetSettings as unset } from './unset-settings.ts';

const host = { execPath: '/editor/node', script: (name: string) => `/extension/dist/${name}`, env: { PATH: '/bin' } };

describe('the server', () => {
  test('gets no flag for what is not set, so that the user’s configuration file holds', () => {
    expect(serverLaunch(host, unset, '/shop')).toEqual({
      command: '/editor/node',
      args: ['/extension/dist/server.js'],
      env: { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' },
      cwd: '/shop',
    });
  });

  test('gets the settings as flags', () => {
    const settings: EditorSettings = {
      ...unset,
      ...{
        codexPath: '/opt/codex',
        codexConfig: ['model="a b"', '-x=1'],
        kubeconfig: '/kube',
        context: 'shop',
        passEnvironment: ['AWS_PROFILE'],
        push: 'never',
        tokensPerCriterion: 0,
        tokensPerTask: 5_000_000,
        model: 'large',
        profile: 'work',
        waitMinutes: 0,
        network: false,
        gate: false,
        secretsIgnore: ['docs/**'],
        registriesOverHttp: ['localhost:5000'],
      },
    };
    const [, ...flags] = serverLaunch(host, settings, '/shop').args;
    expect(flags.toSorted()).toEqual([
      '--codex-config=-x=1',
      '--codex-config=model="a b"',
      '--codex=/opt/codex',
      '--context=shop',
      '--env=AWS_PROFILE',
      '--kubeconfig=/kube',
      '--model=large',
      '--no-gate',
      '--no-network',
      '--profile=work',
      '--push=never',
      '--registry-over-http=localhost:5000',
      '--secrets-ignore=docs/**',
      '--tokens-per-criterion=0',
      '--tokens-per-task=5000000',
      '--wait-minutes=0',
    ]);
  });
});

test.each([
  ['the user’s file holds where nothing is set', {}, []],
  [
    'limits are flags',
    { tasksPerSession: 0, failuresPerSession: 2, minutesPerSession: 480, tokensPerSession: 9 },
    ['--tasks-per-session=0', '--failures-per-session=2', '--minutes-per-session=480', '--tokens-per-session=9'],
  ],
  ['what stays in its folder does so in a session, too', { archiveOnComplete: false }, ['--no-archive']],
] as const)('a session is an engine of its own: %s', (_, change, flags) => {
  const { args, env } = sessionLaunch(host, { ...unset, ...change }, '/shop');
  const begin = ['/extension/dist/cli.js', 'run', '--repo=/shop', '--jsonl'];
  const { maxIterations, timeoutPerSection } = unset;
  const each = [`--max-iterations=${maxIterations}`, `--timeout-per-section=${timeoutPerSection}`];
  expect(args.slice(0, 6)).toEqual([...begin, ...each]);
  expect(args.slice(6).toSorted()).toEqual([...flags].toSorted());
  expect(env).toEqual({ PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', AGENT_TOOLKIT_ENGINE: '1' });
});

test('human actions are checked by a command of its own', () => {
  const begin = ['/extension/dist/cli.js', 'actions', '--check', '--repo=/shop', '--json'];
  const settings = { ...unset, context: 'shop' };
  expect(actionsLaunch(host, settings, '/shop', true)).toMatchObject({
    args: [...begin, '--context=shop'],
    cwd: '/shop',
  });
  // What nobody asked for runs nothing that the repository states.
  expect(actionsLaunch(host, settings, '/shop', false).args).toEqual([...begin, '--no-commands', '--context=shop']);
});

test('archiving is a command of its own, and an id is never taken for a flag', () => {
  const { args } = archiveLaunch(host, { ...unset, push: 'afterArchive' }, '/shop', '--help');
  expect(args).toEqual([
    ...['/extension/dist/cli.js', 'archive', '--repo=/shop', '--json', '--push=afterArchive'],
    ...['--wait-minutes=0', '--', '--help'],
  ]);
});

test.each([
  ['the question before a rollback', { dryRun: true }, ['--dry-run']],
  ['a rollback', { run: 'aaaa' }, ['--run=aaaa']],
] as const)('%s is a command of its own, too', (_what, asked, flags) => {
  const { args } = rollbackLaunch(host, { ...unset, push: 'never' }, '/shop', '--all', asked);
  expect(args).toEqual([
    ...['/extension/dist/cli.js', 'rollback', '--repo=/shop', '--json', ...flags, '--push=never', '--', '--all'],
  ]);
});

test('what steers the editor’s own processes stays out of the environment', () => {
  const env = { HOME: '/me', VSCODE_IPC_HOOK: '/ipc', ELECTRON_NO_ATTACH_CONSOLE: '1', NODE_OPTIONS: '--inspect' };
  expect(launchEnvironment(env, { KUBECONFIG: '/kube' })).toEqual({
    ...{ HOME: '/me', KUBECONFIG: '/kube', ELECTRON_RUN_AS_NODE: '1' },
  });
});

test('another program starts the server by the editor’s runtime, with the user’s settings and no kube context of a repository', () => {
  const settings = { ...unset, context: 'shop', push: 'never', environment: { KUBECONFIG: '/kube' } } as const;
  expect(ownServer(host, settings)).toEqual({
    command: '/editor/node',
    args: ['/extension/dist/cli.js', 'serve', '--push=never'],
    env: { KUBECONFIG: '/kube', ELECTRON_RUN_AS_NODE: '1' },
  });
});

test('a terminal gets the command that orchestrates, with the settings of the repository', () => {
  expect(orchestrateLaunch(host, { ...unset, context: 'shop' }, '/shop')).toEqual({
    command: '/editor/node',
    args: ['/extension/dist/cli.js', 'orchestrate', '--repo=/shop', '--context=shop'],
    env: { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1' },
    cwd: '/shop',
  });
});

test('other commands get the settings, and the id where nothing is taken for a flag', () => {
  const settings = { ...unset, context: 'shop' };
  const script = '/extension/dist/cli.js';
  const { args, cwd } = commandLaunch(host, settings, '/shop', ['verify', '--plan', '--json'], '--x');
  expect(args).toEqual([script, 'verify', '--plan', '--json', '--repo=/shop', '--context=shop', '--', '--x']);
  expect(cwd).toBe('/shop');
  expect(commandLaunch(host, unset, '/shop', ['doctor']).args).toEqual([script, 'doctor', '--repo=/shop']);
});
