/** A client that is not ours: the real Codex CLI, with our server in its configuration, works through a queue. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { codexBinary } from '../support/codex-home.ts';
import { type CodexStage, codexStage } from '../support/codex-stage.ts';
import { entries, startHttpServer } from '../support/http-server.ts';
import type { Reply, Turn } from '../support/scripted-model.ts';

const server = join(import.meta.dirname, '../../src/server/main.ts');

interface ToolItem {
  readonly type: string;
  readonly server?: string;
  readonly tool?: string;
  readonly status?: string;
  readonly result?: { readonly structured_content?: unknown };
}

/** `mcp_servers` entries, and the server that they lead to where Codex does not start it. */
type Connect = (stage: CodexStage) => Promise<readonly string[]>;

const overStreams: Connect = async ({ env, flags }) => {
  const { CODEX_HOME, KUBECONFIG, XDG_CONFIG_HOME, SCRIPTED_KEY } = env;
  const { PATH } = process.env;
  // Codex gives a server few variables of its own environment; the rest must be named. JSON texts and lists are TOML.
  const environment = Object.entries({ CODEX_HOME, KUBECONFIG, XDG_CONFIG_HOME, SCRIPTED_KEY, PATH });
  return [
    `command=${JSON.stringify(process.execPath)}`,
    `args=${JSON.stringify([server, ...flags])}`,
    `env={${environment.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`,
  ];
};

/** As README has it. */
const overHttp: Connect = async ({ env, flags }) => {
  env['AGENT_TOOLKIT_TOKEN'] = randomBytes(32).toString('hex');
  const { url, kill } = await startHttpServer({ entry: entries.real, flags, env });
  onTestFinished(() => kill('SIGTERM'));
  return [`url="${url.href}"`, 'bearer_token_env_var="AGENT_TOOLKIT_TOKEN"', 'tool_timeout_sec=86400'];
};

/** The calls of tools that Codex made in one conversation. @param configuration entries of its configuration */
async function toolCalls(stage: CodexStage, configuration: readonly string[]): Promise<ToolItem[]> {
  const args = ['exec', '--json', '-s', 'workspace-write', '-C', stage.repository.root];
  const set = configuration.flatMap((entry) => ['-c', entry]);
  const running = promisify(execFile)(codexBinary, [...args, ...set, 'Work through the queue.'], { env: stage.env });
  running.child.stdin?.end();
  const { stdout } = await running;
  return stdout
    .trim()
    .split('\n')
    .map((line): { type: string; item?: ToolItem } => JSON.parse(line))
    .flatMap(({ type, item }) => (type === 'item.completed' && item?.type === 'mcp_tool_call' ? [item] : []));
}

test.each([
  ['standard streams', overStreams],
  ['HTTP', overHttp],
])(
  'over %s, Codex calls scan_prioritize, then process_bug for the next task, in one conversation',
  async (_over, connect) => {
    let root = '';
    const call = (name: string, args: object): Reply => ({ calls: [{ name, namespace: 'mcp__agent_toolkit', args }] });
    const orchestrator = ({ outputs }: Turn): Reply => {
      if (outputs.length === 0) return call('scan_prioritize', { repo_path: root, sync_remote: false });
      if (outputs.length === 1) {
        const [next] = /TASK-\d+/.exec(outputs[0]?.text ?? '') ?? ['none'];
        return call('process_bug', { item_id: next, repo_path: root });
      }
      return { message: 'The queue is done.' };
    };
    const stage = await codexStage('finish', orchestrator);
    onTestFinished(stage.remove);
    root = stage.repository.root;
    const configuration = [
      ...(await connect(stage)).map((entry) => `mcp_servers.agent-toolkit.${entry}`),
      'mcp_servers.agent-toolkit.required=true',
      'mcp_servers.agent-toolkit.tools.process_bug.approval_mode="approve"',
      ...stage.model.codexConfig,
    ];
    const items = await toolCalls(stage, configuration);
    expect(items).toMatchObject([
      {
        tool: 'scan_prioritize',
        status: 'completed',
        result: { structured_content: { success: true, next_action: { item_id: 'TASK-001' } } },
      },
      {
        tool: 'process_bug',
        status: 'completed',
        result: { structured_content: { status: 'complete', sections_completed: ['The replica count is 3'] } },
      },
    ]);
    expect(stage.repository.git('log', '--format=%s')).toBe('feat(TASK-001): The replica count is 3\nfirst');
    expect(stage.repository.git('status', '--porcelain')).toBe('');
  },
);

test('a call that Codex gave up at its time-out is ended, and the next one does the work', async () => {
  let root = '';
  const call = (namespace: string): Reply => ({
    calls: [{ name: 'process_bug', namespace, args: { item_id: 'TASK-001', repo_path: root } }],
  });
  let calls = 0;
  const orchestrator = ({ outputs }: Turn): Reply => {
    calls = outputs.length + 1;
    if (calls <= 2) return call(calls === 1 ? 'mcp__hasty' : 'mcp__patient');
    return { message: 'The queue is done.' };
  };
  const stage = await codexStage('finish', orchestrator, () => calls > 1);
  onTestFinished(stage.remove);
  root = stage.repository.root;
  const connection = await overHttp(stage);
  const configuration = ['hasty', 'patient'].flatMap((name) => [
    ...connection.map((entry) => `mcp_servers.${name}.${entry}`),
    `mcp_servers.${name}.required=true`,
    `mcp_servers.${name}.tools.process_bug.approval_mode="approve"`,
  ]);
  const all = [...configuration, 'mcp_servers.hasty.tool_timeout_sec=2', ...stage.model.codexConfig];
  const items = await toolCalls(stage, all);
  expect(items).toMatchObject([
    { server: 'hasty', status: 'failed' },
    {
      server: 'patient',
      status: 'completed',
      result: {
        structured_content: {
          status: 'complete',
          sections_completed: ['The replica count is 3'],
          warnings: [expect.stringMatching(/^Unverified: /)],
        },
      },
    },
  ]);
  expect(stage.repository.git('log', '--format=%s')).toBe('feat(TASK-001): The replica count is 3\nfirst');
  expect(stage.repository.git('status', '--porcelain')).toBe('');
});
