/** A call of a tool that is answered at once and goes on as a task. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { type CallToolRequest, type CreateTaskResult, ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { contract, type ToolParams } from '../../tools/contract.ts';
import { invalid, RequestError } from '../request-error.ts';
import { callTool, type Extra, type ServerPorts } from '../tool-call.ts';
import type { ToolTask } from './tool-task.ts';
import type { ToolTasks } from './tool-tasks.ts';

/** Those that may be called as a task; others are done before a client has asked for the second time. */
const lasting = ['process_bug', 'run_tests', 'run_retrospective'] as const;
type LastingTool = (typeof lasting)[number];

/** Whether a tool may be called as a task. */
export function isLasting(name: string): name is LastingTool {
  return (lasting as readonly string[]).includes(name);
}

/** Characters of what is wrong with parameters that are told. */
const toldLimit = 2_000;

export interface TaskPorts {
  readonly server: Server;
  readonly ports: ServerPorts;
  /** Told the repository of each call that went well. */
  called(repoPath: string): void;
}

/** @throws RequestError for a tool that may not be called as a task, and for parameters that are out of schema */
export function createTask(
  tasks: ToolTasks,
  { params }: CallToolRequest,
  extra: Extra,
  { server, ports, called }: TaskPorts,
): CreateTaskResult {
  const { name } = params;
  if (!isLasting(name)) {
    throw new RequestError(ErrorCode.MethodNotFound, `${name} cannot be called as a task. Call it without.`);
  }
  const schema: z.ZodType = contract[name].params.strict();
  const read = schema.safeParse(params.arguments ?? {});
  if (!read.success) {
    throw invalid(`Invalid arguments for ${name}: ${z.prettifyError(read.error).slice(0, toldLimit)}`);
  }
  const input = read.data as ToolParams<typeof name>;
  const task = tasks.create(params.task?.ttl, async (own) => {
    const result = await ports.calls.track(own.signal, (signal) =>
      callTool(name, input, { ...extraOf(own, extra, server), signal }, portsOf(own, ports)),
    );
    if (!result.isError) called(input.repo_path);
    return result;
  });
  return { task: task.state };
}

/** What is told and asked belongs to no request: that of the task has its answer. */
function portsOf(task: ToolTask, ports: ServerPorts): ServerPorts {
  const notify: ServerPorts['notify'] = (sent) => ports.notify(ofTask(task, sent));
  return { ...ports, toolbox: task.heard(ports.toolbox), notify };
}

function extraOf(task: ToolTask, extra: Extra, server: Server): Extra {
  return {
    ...extra,
    sendRequest: (request, result, options) => server.request(ofTask(task, request), result, options),
  };
}

function ofTask<Sent extends { readonly params?: unknown }>(task: ToolTask, sent: Sent): Sent {
  const params = (sent.params ?? {}) as { readonly _meta?: object };
  return { ...sent, params: { ...params, _meta: { ...params._meta, ...task.meta } } };
}
