/** The MCP server: the tools of the contract over a Toolbox, resources of the repositories, and no logic of its own. */
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type LoggingLevel, SetLevelRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { ZodObject } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { contract, type ToolParams } from '../tools/contract.ts';
import { defaultSettings, type Settings } from '../tools/settings.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { answerRequests } from './answer-requests.ts';
import { hasForms } from './elicitation.ts';
import { registerResources } from './resources/register-resources.ts';
import { RepositoryFiles } from './resources/repository-files.ts';
import type { RunningCalls } from './running-calls.ts';
import { registerTasks } from './tasks/register-tasks.ts';
import { toolAnnotations } from './tool-annotations.ts';
import { callTool, type ServerPorts, type WorkingTool } from './tool-call.ts';
import { endedCapability, previewKey, serverName } from './wire.ts';

const instructions =
  'Task files in git are the state. Call scan_prioritize first, then process_bug once for the next ready task: it works through ' +
  'all its open criteria by itself and may run for hours; after a time-out call it again, which joins what is in work or goes ' +
  'on from there. run_tests verifies a task on the cluster again. create_work_item files a bug, a feature or something that ' +
  'only a person can do. run_retrospective, at the end, learns from what happened and puts the backlog in order. The task ' +
  'files, the queue and the last reports are resources; the prompt gitops-workflow gives the whole workflow.';

/** The most entries of lists and objects in one input, twice what a tool takes: each that is wrong would be told. */
const mostElements = 2_000;

export interface McpServerOptions {
  readonly toolbox: Toolbox;
  readonly calls: Pick<RunningCalls, 'track'>;
  /** What the connections of a server have in common; without it, this one has its own. */
  readonly files?: RepositoryFiles;
  /** The repository that holds it has its resources listed without being named. Default: that of the process. */
  readonly workingDirectory?: string;
  /** Limits of a session that the prompt names. */
  readonly limits?: Pick<Settings, 'tasksPerSession' | 'failuresPerSession'>;
  /** For people who run the server: standard error. */
  report(text: string): void;
}

/** A server that is ready to be connected to a transport. Only the tools that the toolbox has are registered. */
export function createMcpServer(options: McpServerOptions): McpServer {
  const server = new McpServer(
    { name: serverName, title: texts.displayName, version: manifest.version },
    {
      capabilities: { logging: {}, experimental: { [endedCapability]: {}, [previewKey]: {} } },
      maxToolInputElements: mostElements,
      instructions,
    },
  );
  let level: LoggingLevel | undefined;
  answerRequests(server.server, SetLevelRequestSchema, (request) => {
    level = request.params.level;
    return {};
  });
  const ports: ServerPorts = {
    ...options,
    canAsk: () => hasForms(server.server.getClientCapabilities()),
    level: () => level,
    notify: (notification, relatedRequestId) => {
      const sent = server.server.transport?.send({ jsonrpc: '2.0', ...notification }, { relatedRequestId });
      sent?.catch((error: unknown) => options.report(`A notification could not be sent: ${String(error)}`));
    },
  };
  const { files = new RepositoryFiles(), workingDirectory = process.cwd(), limits = defaultSettings } = options;
  const called = registerResources(server.server, { ...options, files, workingDirectory, limits });
  const registered = registerTasks(server, ports, called);
  for (const name of Object.keys(toolAnnotations) as WorkingTool[]) registerTool(server, name, ports, called);
  registered();
  return server;
}

/** @param called told the repository of each call that went well */
function registerTool<Name extends WorkingTool>(
  server: McpServer,
  name: Name,
  ports: ServerPorts,
  called: (repoPath: string) => void,
): void {
  const { title, description } = contract[name];
  const params: ZodObject = contract[name].params;
  const outputSchema: ZodObject = contract[name].result;
  // A parameter that does not exist is a mistake worth hearing of: `max_iteration` would run 20 criteria.
  const config = { title, description, annotations: toolAnnotations[name], inputSchema: params.strict(), outputSchema };
  server.registerTool(name, config, async (input, extra) => {
    const params = input as ToolParams<Name>;
    const call = (signal: AbortSignal) => callTool(name, params, { ...extra, signal }, ports);
    try {
      const result = await ports.calls.track(extra.signal, call);
      if (!result.isError) called(params.repo_path);
      return result;
    } finally {
      // A cancelled request gets no answer that would end its stream over HTTP.
      if (extra.signal.aborted) extra.closeSSEStream?.();
    }
  });
}
