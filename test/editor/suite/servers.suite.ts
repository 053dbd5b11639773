import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CancellationTokenSource, extensions, McpStdioServerDefinition, workspace } from 'vscode';
import { serverProvider } from '../../../src/editor/offered-servers.ts';
import { QueueSource } from '../../../src/editor/queue-source.ts';
import { extensionId, openFolder } from './workbench.ts';

const never = () => Promise.reject(new Error('not read here'));

/** What the extension registers, asked as the editor asks it. */
async function definitions(): Promise<McpStdioServerDefinition[]> {
  const extension = extensions.getExtension(extensionId);
  assert.ok(extension !== undefined);
  const script = (name: string) => join(extension.extensionPath, 'dist', name);
  const host = { execPath: process.execPath, script, env: process.env };
  const provider = serverProvider(
    { source: new QueueSource(never), host },
    extension.packageJSON.version,
    assert.ifError,
  );
  try {
    const given = await provider.provideMcpServerDefinitions(new CancellationTokenSource().token);
    return (given ?? []).filter((definition) => definition instanceof McpStdioServerDefinition);
  } finally {
    provider.dispose();
  }
}

interface Answer {
  readonly result?: {
    readonly serverInfo?: { readonly version: string };
    readonly tools?: readonly { readonly name: string }[];
  };
}

/** What a server says to a greeting and to the question for its tools; it ends when its standard input does. */
async function answersOf(server: ChildProcessWithoutNullStreams): Promise<Answer[]> {
  const answers: Answer[] = [];
  createInterface({ input: server.stdout }).on('line', (line) => answers.push(JSON.parse(line)));
  const say = (message: object) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'agent-mode', version: '1' };
  say({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  say({ method: 'notifications/initialized' });
  say({ id: 2, method: 'tools/list' });
  server.stdin.end();
  await once(server, 'close');
  return answers;
}

describe('the servers that agent mode is offered', () => {
  it('are none in Restricted Mode', async function () {
    if (workspace.isTrusted) this.skip();
    assert.deepEqual(await definitions(), []);
  });

  it('are one for the repository: started as the editor starts it, it has the five tools', async function () {
    if (!workspace.isTrusted) this.skip();
    const [definition, ...others] = await definitions();
    assert.ok(definition !== undefined);
    assert.deepEqual(others, []);
    const [folder] = workspace.workspaceFolders ?? [];
    assert.equal(definition.label, `Agent Toolkit: ${folder?.name}`);
    assert.equal(definition.cwd?.fsPath, openFolder());
    assert.equal(definition.version, extensions.getExtension(extensionId)?.packageJSON.version);
    const changed = Object.entries({ ...process.env, ...definition.env });
    const env = Object.fromEntries(changed.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])));
    assert.deepEqual(
      Object.keys(env).filter((name) => /^(VSCODE_|NODE_OPTIONS$)/.test(name)),
      [],
    );
    const { command, args, cwd } = definition;
    const [greeting, list] = await answersOf(spawn(command, args, { env, cwd: cwd.fsPath }));
    assert.equal(greeting?.result?.serverInfo?.version, definition.version);
    assert.deepEqual(list?.result?.tools?.map(({ name }) => name).toSorted(), [
      'create_work_item',
      'process_bug',
      'run_retrospective',
      'run_tests',
      'scan_prioritize',
    ]);
  });
});
