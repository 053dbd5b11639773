import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/tools/settings.ts';
import { headlessArguments, terminalArguments } from '../../../../src/workflow/orchestrate/orchestrator-arguments.ts';

const server = {
  ...{ command: '/bin/node', args: ['/cli.js', 'serve'], env: {}, envVars: ['KUBECONFIG'] },
  ...{ approved: ['process_bug'], required: true },
};
const start = {
  ...{ root: '/shop', gitFolders: ['/shop/.git'], server, untrusted: 'projects={}' },
  settings: {
    ...defaultSettings,
    codexConfig: ['sandbox_workspace_write.network_access=true'],
    model: 'm',
    network: false,
  },
  ...{ env: { PATH: '/bin', MY_TOKEN: 'x' }, commandEnv: { KUBECONFIG: '/scoped' } },
};
const settingsIn = (args: readonly string[]) => args.filter((_, index) => args[index - 1] === '-c');

test('ours come after the user’s, and the server with its approval is among them', () => {
  const settings = settingsIn(headlessArguments(start));
  expect(settings.filter((one) => one.includes('network_access')).at(-1)).toContain('=false');
  expect(settings.at(-1)).toBe(
    'mcp_servers.agent-toolkit={ command = "/bin/node", args = ["/cli.js", "serve"], env_vars = ["KUBECONFIG"], ' +
      'startup_timeout_sec = 60, tool_timeout_sec = 86400, required = true, tools = { process_bug = { approval_mode = "approve" } } }',
  );
  const named = settings.find((one) => one.startsWith('shell_environment_policy.include_only')) ?? '';
  expect(named).toContain('"PATH"');
  expect(named).not.toContain('MY_TOKEN');
});

test('in a terminal nothing is asked, and a document is no flag', () => {
  expect(terminalArguments(start, '--help')).toEqual(expect.arrayContaining(['--ask-for-approval=never']));
  expect(terminalArguments(start, '--help').slice(-2)).toEqual(['--', '--help']);
  for (const args of [terminalArguments(start, ''), headlessArguments(start)]) {
    expect(args).toEqual(
      expect.arrayContaining(['--sandbox=workspace-write', '--cd=/shop', '--add-dir=/shop/.git', '--model=m']),
    );
  }
  expect(headlessArguments(start).at(-1)).toBe('-');
});
