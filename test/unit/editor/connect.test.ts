import { expect, test, vi } from 'vitest';
import { connect } from '../../../src/editor/commands/connect.ts';
import type { ToolServers } from '../../../src/editor/tool-servers.ts';
import { createFakeToolbox } from '../../support/fake-toolbox.ts';
import { unsetSettings } from './unset-settings.ts';

const host = { execPath: '/editor/node', script: (name: string) => name, env: {} };
const external = { ...unsetSettings, server: { command: 'agent-toolkit', args: ['serve'] } };
const start = (toolbox: () => Promise<unknown>) => ({
  host,
  servers: { toolbox: vi.fn(toolbox) } as unknown as ToolServers,
});

test('the bundled server is started with the settings, an external one as the setting says', async () => {
  const parts = start(async () => createFakeToolbox());
  const { signal } = new AbortController();
  await connect(parts, '/shop', { ...unsetSettings, push: 'never' }, signal);
  await connect(parts, '/shop', { ...external, push: 'never' }, signal);
  expect(vi.mocked(parts.servers.toolbox).mock.calls).toMatchObject([
    ['/shop', { command: '/editor/node', args: ['server.js', '--push=never'], cwd: '/shop' }],
    ['/shop', { command: 'agent-toolkit', args: ['serve'], isExternal: true }],
  ]);
});

test.each([
  ['the bundled server', unsetSettings],
  ['an external server', external],
])('%s that says nothing is not waited for when the user stops', async (_case, settings) => {
  const stop = new AbortController();
  const connecting = connect(
    start(() => new Promise(() => {})),
    '/shop',
    settings,
    stop.signal,
  );
  stop.abort(new DOMException('Stopped by the user.', 'AbortError'));
  await expect(connecting).rejects.toMatchObject({ name: 'AbortError' });
});
