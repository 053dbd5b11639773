/** The conformance suite of MCP against the server over HTTP, and the inspector of MCP against the one on standard streams. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entries, type HttpServer, startHttpServer } from '../support/http-server.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const packages = join(import.meta.dirname, '../../node_modules/@modelcontextprotocol');

let repository: TemporaryRepository;
beforeAll(() => {
  const task = '---\nid: TASK-001\ntitle: Raise the replicas\n---\n\n## Acceptance Criteria\n\n- [ ] There are three\n';
  // The inspector looks for a package.json beside the folder that it runs in, and reads its own then.
  repository = temporaryRepository({ 'package.json': '{}\n', 'tasks/active/TASK-001.md': task });
});
afterAll(() => repository.remove());

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

async function node(script: string, args: readonly string[]): Promise<Ended> {
  const run = promisify(execFile)(process.execPath, [script, ...args], {
    ...{ cwd: join(repository.root, 'tasks'), maxBuffer: 64 * 1024 * 1024 },
    env: { ...process.env, XDG_CONFIG_HOME: '/nonexistent' },
  });
  return run.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: Ended) => ({ code: error.code, stdout: error.stdout }),
  );
}

describe('the conformance suite', () => {
  const suite = join(packages, 'conformance/dist/index.js');

  /** Those that hold for every server. */
  const passing = [
    'server-initialize',
    'logging-set-level',
    'ping',
    'tools-list',
    // They call tools of the suite's own; an error with a text, which is what one gets for a tool that is not there, is all they want.
    'tools-call-simple-text',
    'tools-call-error',
    'server-sse-multiple-streams',
    'resources-list',
    'prompts-list',
    'dns-rebinding-protection',
  ];

  /** Those for a server that was made for the suite, with what they look for. */
  const exceptions: Readonly<Record<string, string>> = {
    'completion-complete': 'the prompt test_prompt_with_arguments',
    'tools-call-image': 'the tool test_image_content',
    'tools-call-audio': 'the tool test_audio_content',
    'tools-call-embedded-resource': 'the tool test_embedded_resource',
    'tools-call-mixed-content': 'the tool test_multiple_content_types',
    'tools-call-with-logging': 'the tool test_tool_with_logging',
    'tools-call-with-progress': 'the tool test_tool_with_progress',
    'tools-call-sampling': 'the tool test_sampling; no tool of ours asks a client for its model',
    'tools-call-elicitation': 'the tool test_elicitation',
    'json-schema-2020-12': 'the tool json_schema_2020_12_tool',
    'elicitation-sep1034-defaults': 'the tool test_elicitation_sep1034_defaults',
    'elicitation-sep1330-enums': 'the tool test_elicitation_sep1330_enums',
    'server-sse-polling': 'the tool test_reconnection, which closes its own stream',
    'resources-read-text': 'the resource test://static-text',
    'resources-read-binary': 'the resource test://static-binary',
    'resources-templates-read': 'the resource test://template/123/data',
    'resources-subscribe': 'the resource test://watched-resource',
    'resources-unsubscribe': 'the resource test://watched-resource',
    'prompts-get-simple': 'the prompt test_simple_prompt',
    'prompts-get-with-args': 'the prompt test_prompt_with_arguments',
    'prompts-get-embedded-resource': 'the prompt test_prompt_with_embedded_resource',
    'prompts-get-with-image': 'the prompt test_prompt_with_image',
  };

  let server: HttpServer;
  beforeAll(async () => {
    server = await startHttpServer({ entry: entries.real, flags: ['--no-token'], cwd: repository.root });
  });
  afterAll(() => server.kill('SIGTERM'));

  test('passes where no fixture of its own is needed, and no scenario is left out', async () => {
    const { stdout: listed } = await node(suite, ['list', '--server']);
    const scenarios = [...listed.matchAll(/^ +- (\S+) \[/gm)].map(([, name = '']) => name);
    const { stdout } = await node(suite, ['server', '--suite', 'all', '--url', server.url.href]);
    const results = [...stdout.matchAll(/^[✓✗] (\S+): (\d+) passed, (\d+) failed/gm)];
    const passed = results.filter(([, , good, bad]) => Number(good) > 0 && bad === '0').map(([, name]) => name);
    expect(scenarios.toSorted()).toEqual([...passing, ...Object.keys(exceptions)].toSorted());
    expect(results.map(([, name]) => name).toSorted()).toEqual(scenarios.toSorted());
    expect(passed.toSorted()).toEqual(passing.toSorted());
  });
});

describe('the inspector', () => {
  /** What its command starts as a process of its own for --cli. */
  const inspector = join(packages, 'inspector-cli/build/index.js');

  async function inspect(...flags: string[]): Promise<Record<string, unknown>> {
    const { code, stdout } = await node(inspector, [process.execPath, entries.real, 'serve', ...flags]);
    expect(code).toBe(0);
    return JSON.parse(stdout);
  }
  const scan = ['--tool-name', 'scan_prioritize', '--tool-arg', 'sync_remote=false', '--tool-arg'];

  test('lists and calls the tools, lists and reads the resources and the prompt', async () => {
    const [tools, queue, resources, prompts, prompt] = await Promise.all([
      inspect('--method', 'tools/list'),
      inspect('--method', 'tools/call', ...scan, `repo_path=${repository.root}`),
      inspect('--method', 'resources/list'),
      inspect('--method', 'prompts/list'),
      inspect('--method', 'prompts/get', '--prompt-name', 'gitops-workflow'),
    ]);
    const names = ['scan_prioritize', 'process_bug', 'run_tests', 'create_work_item', 'run_retrospective'];
    expect(tools['tools']).toMatchObject(names.map((name) => ({ name })));
    expect(queue['structuredContent']).toMatchObject({ next_action: { item_id: 'TASK-001' } });
    expect(resources['resources']).toContainEqual(
      expect.objectContaining({ uri: expect.stringContaining('tasks/active/TASK-001.md') }),
    );
    expect(prompts['prompts']).toMatchObject([{ name: 'gitops-workflow' }]);
    expect(prompt['messages']).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
  });
});
