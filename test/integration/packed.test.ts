/** What `npm pack ./dist` makes, installed into an empty folder, with nothing but what a user has: no clone, no registry. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { behindLauncher } from '../../src/codex/native.ts';
import { codexBinary } from '../support/codex-home.ts';
import { olderNode } from '../support/older-node.ts';
import { call, orchestratorStage } from '../support/orchestrator-stage.ts';
import { linkAllButNode } from '../support/path-without-node.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

let base: string;
let folder: string;
/** Nothing else is set: what a client that clears the environment leaves. */
let env: { readonly HOME: string; readonly PATH: string };
let packed: { readonly filename: string; readonly size: number; readonly files: readonly { readonly path: string }[] };

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/package.json'))) throw new Error('dist/ is not there: npm run build makes it.');
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-packed-')));
  const home = join(base, 'home');
  folder = join(base, 'an empty folder');
  for (const made of [home, folder]) mkdirSync(made);
  writeFileSync(join(home, '.npmrc'), 'offline=true\nupdate-notifier=false\naudit=false\nfund=false\n');
  env = { HOME: home, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
  const { stdout } = await run('npm', ['pack', join(root, 'dist'), '--json'], { cwd: base, env });
  const answer = JSON.parse(stdout);
  [packed] = Array.isArray(answer) ? answer : Object.values(answer);
  await run('npm', ['install', join(base, packed.filename)], { cwd: folder, env });
}, 60_000);
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 3 }));

const installed = (...path: string[]) => join(folder, 'node_modules/agent-toolkit', ...path);

test('holds what the command and the server need, the papers and nothing else', () => {
  const allowed = [
    /^(cli|server|supervisor)\.js$/,
    /^chunks\/[\w-]+\.js$/,
    /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|THIRD-PARTY-NOTICES\.txt)$/,
  ];
  const files = packed.files.map(({ path }) => path);
  expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  for (const file of ['cli.js', 'server.js', 'supervisor.js', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt']) {
    expect(files).toContain(file);
  }
  console.log(`${packed.filename}: ${packed.size} bytes, ${files.length} files`);
  expect(packed.size).toBeLessThan(3_000_000);
  const naming = files.filter((file) => /from ['"]vscode['"]/.test(readFileSync(installed(file), 'utf8')));
  expect(naming).toEqual([]);
  const telling = files.filter((file) => readFileSync(installed(file), 'utf8').includes(root));
  expect(telling).toEqual([]);
});

test('installs nothing beside it', () => {
  expect(readdirSync(join(folder, 'node_modules')).toSorted()).toEqual(['.bin', '.package-lock.json', 'agent-toolkit']);
  const { dependencies, scripts, version, engines } = JSON.parse(readFileSync(installed('package.json'), 'utf8'));
  expect({ dependencies, scripts, version }).toEqual({ version: manifest.version });
  expect(engines).toEqual({ node: expect.stringMatching(/^>=22\.\d+$/) });
});

test('npx agent-toolkit scan and serve work where only HOME and PATH are set', async () => {
  const on = temporaryRepository({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\ntitle: One\n---\n\n- [ ] Done\n' });
  onTestFinished(on.remove);
  const npx = (...args: string[]) => run('npx', ['agent-toolkit', ...args], { cwd: folder, env });
  const [version, scan] = await Promise.all([npx('--version'), npx('scan', '--repo', on.root, '--json')]);
  expect(version.stdout).toBe(`${manifest.version}\n`);
  expect(JSON.parse(scan.stdout)).toMatchObject({ success: true, next_action: { item_id: 'TASK-001' } });

  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  const server = { command: 'npx', args: ['agent-toolkit', 'serve'], cwd: folder, env };
  await client.connect(new StdioClientTransport(server));
  expect(client.getServerVersion()).toMatchObject({ name: 'agent-toolkit', version: manifest.version });
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain('process_bug');
  const args = { repo_path: on.root, sync_remote: false };
  const { structuredContent } = await client.callTool({ name: 'scan_prioritize', arguments: args });
  expect(structuredContent).toMatchObject({ next_action: { item_id: 'TASK-001' } });
});

test.runIf(olderNode() !== undefined)('a Node that is too old is told so, in one line', async () => {
  const words = /^agent-toolkit needs Node 22\.\d+ or newer; this is Node [\d.]+\. Install [^\n]+\n$/;
  await expect(run(olderNode() ?? '', [installed('cli.js'), 'scan'], { cwd: folder, env })).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(words),
  });
});

test('Codex works through a task by the server that install codex wrote, with no Node on PATH', async () => {
  let repository = '';
  const stage = await orchestratorStage((on) => {
    repository = on;
    return ({ outputs }) =>
      outputs.length === 0 ? call('process_bug', { item_id: 'TASK-001', repo_path: on }) : { message: 'Done.' };
  });
  onTestFinished(stage.remove);
  const programs = join(base, 'programs');
  mkdirSync(programs);
  linkAllButNode(programs);
  // As the editor starts it, with the only runtime that there is.
  const bare = { ...stage.env, HOME: env.HOME, PATH: programs, ELECTRON_RUN_AS_NODE: '1' };
  const install = [installed('cli.js'), 'install', 'codex', '--yes', `--codex=${codexBinary}`];
  await run(process.execPath, install, { cwd: folder, env: bare });
  expect(stage.configuration()).toContain(`command = ${JSON.stringify(process.execPath)}`);
  expect(stage.configuration()).toContain('ELECTRON_RUN_AS_NODE');

  const { ELECTRON_RUN_AS_NODE: _, ...asUser } = bare;
  const required = 'mcp_servers.agent-toolkit.required=true';
  const args = ['exec', '--json', '-s', 'workspace-write', '-C', repository, '-c', required, 'Work through the queue.'];
  const running = run(await behindLauncher(codexBinary), args, { env: asUser, maxBuffer: 64 << 20 });
  running.child.stdin?.end();
  const { stdout } = await running;
  expect(stdout).toContain('"status":"complete"');
  expect(stage.repository.git('log', '--format=%s')).toBe('feat(TASK-001): The replica count is 3\nfirst');
  expect(stage.repository.git('status', '--porcelain')).toBe('');
});
