import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ExternalServerError,
  externalLaunch,
  externalTerms,
  settingsArgument,
  unheardSettings,
} from '../../../src/editor/external-server.ts';
import { externalToolbox } from '../../../src/editor/external-toolbox.ts';
import { serverLaunch } from '../../../src/editor/server-launch.ts';
import { serverText } from '../../../src/editor/session-status.ts';
import { startedText } from '../../../src/editor/started-text.ts';
import { contract } from '../../../src/tools/contract.ts';
import { InputError } from '../../../src/tools/input-error.ts';
import type { Toolbox, ToolContext } from '../../../src/tools/toolbox.ts';
import { createFakeToolbox } from '../../support/fake-toolbox.ts';
import { unsetSettings } from './unset-settings.ts';

const host = { execPath: '/editor/node', script: (name: string) => `/extension/dist/${name}`, env: { PATH: '/bin' } };
const external = (command: string, ...args: string[]) => ({ ...unsetSettings, server: { command, args } });

describe('the launch', () => {
  test('is the user’s command in the home folder, without what makes the editor’s runtime Node', () => {
    const settings = {
      ...external('agent-toolkit', 'serve'),
      environment: { KUBECONFIG: '/kube' },
      push: 'never',
    } as const;
    expect(serverLaunch(host, settings, '/shop')).toEqual({
      ...{ command: 'agent-toolkit', args: ['serve'], cwd: homedir(), isExternal: true },
      env: { PATH: '/bin', KUBECONFIG: '/kube' },
    });
  });

  test.each([
    ['a name is looked up on the PATH', 'agent-toolkit', 'agent-toolkit'],
    ['an absolute path stays', '/opt/server', '/opt/server'],
    ['the home folder', '~/bin/server', join(homedir(), 'bin/server')],
    ['relative paths are those of the user, not of the repository', './server', join(homedir(), 'server')],
  ])('%s', (_case, command, launched) => {
    expect(externalLaunch({ command, args: [] }, '/shop', {}, []).command).toBe(launched);
  });

  test('one word among its arguments stands for the settings', () => {
    const settings = {
      ...external('agent-toolkit', 'serve', settingsArgument, '-v'),
      push: 'never',
      context: 'shop',
    } as const;
    expect(serverLaunch(host, settings, '/shop').args).toEqual(['serve', '--context=shop', '--push=never', '-v']);
  });

  test.each([
    ['the command', '/shop/server', []],
    ['a script', 'node', ['/shop/dist/server.js']],
  ])('%s in the repository is refused: the agent could change it', (_case, command, args) => {
    const launch = () => externalLaunch({ command, args }, '/shop', {}, []);
    expect(launch).toThrow(ExternalServerError);
    expect(launch).toThrow(/^\/shop\/\S+ lies in the repository.* The setting agentToolkit.server.command names/);
  });

  test('the repository itself may be named, and a folder beside it', () => {
    expect(() => externalLaunch({ command: '/shop-tools/x', args: ['/shop'] }, '/shop', {}, [])).not.toThrow();
  });
});

describe('what does not reach it', () => {
  const set = { push: 'never', network: false, model: 'large', secretsIgnore: ['docs/**'] } as const;

  test('is what the user has set, by full names', () => {
    expect(unheardSettings(external('x'))).toEqual([]);
    const names = ['agentToolkit.model', 'agentToolkit.secretsIgnore', 'agentToolkit.network', 'agentToolkit.push'];
    expect(unheardSettings({ ...external('x'), ...set })).toEqual(names);
    expect(unheardSettings({ ...external('x', settingsArgument), ...set })).toEqual([]);
  });

  test('is said before a run, where no promise is made for it', () => {
    expect(externalTerms(external('x'))).toBe(
      'The external server x works on this repository; what it may do on this machine is up to it.',
    );
    expect(externalTerms({ ...external('x'), push: 'never' })).toMatch(
      / These settings do not reach it: agentToolkit\.push\.$/,
    );
  });
});

describe('which server is in use', () => {
  const launch = {
    command: 'agent-toolkit',
    args: ['serve', '--token=secret'],
    env: {},
    cwd: '/home',
    isExternal: true,
  } as const;
  const tools = new Map(Object.keys(contract).map((name) => [name, new Set<string>()]));

  test('stands in the log, without arguments', () => {
    const facts = { name: 'agent-toolkit', version: '0.0.1', tools };
    expect(startedText('/shop', launch, facts)).toBe(
      '/shop: the external server agent-toolkit 0.0.1 was started (agent-toolkit, setting agentToolkit.server.command).',
    );
    const { isExternal: _, ...bundled } = launch;
    expect(startedText('/shop', bundled, facts)).toBe('/shop: the bundled server agent-toolkit 0.0.1 was started.');
  });

  test('with the tools that it lacks', () => {
    const some = new Map([...tools].filter(([name]) => name !== 'run_tests' && name !== 'run_retrospective'));
    expect(startedText('/shop', launch, { name: 'plain', version: '', tools: some })).toMatch(
      / It has no run_tests, no run_retrospective\.$/,
    );
  });

  test('stands in the status bar when it is not the bundled one', () => {
    expect(serverText('')).toBeUndefined();
    expect(serverText('agent-toolkit')).toBe('The tools run in an external server: agent-toolkit');
  });
});

describe('its toolbox', () => {
  const context: ToolContext = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });
  const failing = (error: Error): Toolbox => ({ ...createFakeToolbox(), run_tests: () => Promise.reject(error) });
  const input = { work_item_id: 'TASK-001', repo_path: '/shop' };

  test('works as any other', async () => {
    const toolbox = await externalToolbox(Promise.resolve(createFakeToolbox()));
    expect(await toolbox.run_tests(input, context)).toMatchObject({ overall_status: 'passed' });
  });

  test.each([
    [
      'a tool that is missing',
      named('ServerLacks', 'It has no tool run_tests.'),
      'It has no tool run_tests. The setting',
    ],
    ['its end', named('ServerGone', 'It ended.'), 'It ended. The setting'],
    ['an answer of another form', named('StrangeAnswer', 'Not in form'), 'Not in form. The setting'],
  ])('%s names the setting', async (_case, error, message) => {
    const toolbox = await externalToolbox(Promise.resolve(failing(error)));
    const told = toolbox.run_tests(input, context);
    await expect(told).rejects.toThrow(message);
    await expect(told).rejects.toMatchObject({ name: 'ExternalServerError', setting: 'agentToolkit.server.command' });
  });

  test('what the tool says itself stays as it is', async () => {
    const error = new InputError('TASK-001 is no task.');
    const toolbox = await externalToolbox(Promise.resolve(failing(error)));
    await expect(toolbox.run_tests(input, context)).rejects.toBe(error);
  });

  test('one that cannot be started names the setting', async () => {
    const starting = Promise.reject(new Error('The Agent Toolkit server (x) could not be started: spawn x ENOENT'));
    await expect(externalToolbox(starting)).rejects.toThrow('ENOENT. The setting agentToolkit.server.command names');
  });
});
