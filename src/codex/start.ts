/** How Codex is started; what it is to do comes later, as its standard input. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picked } from './environment.ts';
import { environmentPolicy } from './environment-policy.ts';
import type { Lifeline } from './lifeline.ts';
import { commandMarker, runMarker } from './process-tree.ts';
import { untrustedProject } from './project-trust.ts';
import { Supervised } from './supervise.ts';

/** What has to be known before there is a prompt. */
export interface CodexStart {
  readonly binary: string;
  /** JSON schema of the last message. */
  readonly outputSchema: object;
  readonly cwd: string;
  /** Absolute paths of folders that the agent may write to besides. */
  readonly writableFolders?: readonly string[];
  /** Folder of this run for the schema; not writable for the agent. */
  readonly runFolder: string;
  /** Environment of Codex itself, as `codexEnvironment` makes it. */
  readonly env: NodeJS.ProcessEnv;
  /** `-c KEY=VALUE` of the user, in order. */
  readonly config: readonly string[];
  readonly model?: string;
  readonly profile?: string;
  readonly network: boolean;
  /** MCP servers of the user's configuration to switch off for this run. */
  readonly disabledServers: readonly string[];
  /** Variables that the agent's commands get on top of those of `commandEnvironment`. */
  readonly commandEnv: Readonly<Record<string, string>>;
  /** Names in `commandEnv` whose values may be secret: no argument, which all users of the machine can see, holds them. */
  readonly passedEnv: readonly string[];
  /** It only answers: it has no tool, reads no file of the project and changes nothing. `cwd` need be no repository. */
  readonly answersOnly?: true;
  /** Value of the run marker, below which this process has one of its own. */
  readonly marker?: string;
}

/** Starts Codex, which reads its configuration and then waits for its prompt. @param lifeline that ends it when the engine dies */
export async function startCodex(start: CodexStart, lifeline: Lifeline): Promise<Supervised> {
  const schemaFile = join(start.runFolder, 'schema.json');
  await writeFile(schemaFile, JSON.stringify(start.outputSchema));
  const untrusted = await untrustedProject(start.cwd);
  const command = {
    binary: start.binary,
    args: (marker: string) => [...codexArguments(start, schemaFile, marker, untrusted), '-'],
    takesInput: true,
    cwd: start.cwd,
    env: { ...start.env, ...picked(start.commandEnv, start.passedEnv) },
    ...(start.marker === undefined ? {} : { marker: commandMarker(start.marker) }),
  };
  return Supervised.start(command, lifeline);
}

/** What takes the tools away of which text in a prompt could make use (measured with Codex 0.169); MCP servers are named besides. */
const withoutTools = [
  ...['shell_tool', 'view_image', 'multi_agent', 'goals', 'image_generation', 'apps', 'plugins', 'memories'].map(
    (feature) => `features.${feature}=false`,
  ),
  'web_search="disabled"',
];

/** All arguments but the prompt. Ours come last, so that nothing before them can loosen them. */
function codexArguments(request: CodexStart, schemaFile: string, marker: string, untrusted: string): string[] {
  const config = [
    ...request.config,
    untrusted,
    `sandbox_workspace_write.network_access=${request.network}`,
    ...environmentPolicy({ ...request, commandEnv: { ...request.commandEnv, [runMarker]: marker } }),
    ...(request.answersOnly === undefined ? [] : withoutTools),
    ...request.disabledServers.map((name) => `mcp_servers.${name}.enabled=false`),
  ];
  return [
    'exec',
    '--json',
    '--ephemeral',
    '--color=never',
    ...(request.answersOnly === undefined
      ? ['--sandbox=workspace-write']
      : ['--sandbox=read-only', '--skip-git-repo-check']),
    `--cd=${request.cwd}`,
    ...(request.writableFolders ?? []).map((folder) => `--add-dir=${folder}`),
    `--output-schema=${schemaFile}`,
    ...(request.model === undefined ? [] : [`--model=${request.model}`]),
    ...(request.profile === undefined ? [] : [`--profile=${request.profile}`]),
    ...config.flatMap((entry) => ['-c', entry]),
  ];
}
