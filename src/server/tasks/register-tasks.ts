/**
 * The protocol's tasks for calls that last: tools/call with a `task` is answered at once, and asked about by its id.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/tasks
 */
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  CancelTaskRequestSchema,
  GetTaskPayloadRequestSchema,
  GetTaskRequestSchema,
  ListTasksRequestSchema,
  ListToolsRequestSchema,
  type ListToolsResult,
} from '@modelcontextprotocol/sdk/types.js';
import type { z } from 'zod';
import { answerRequests, type Extra, readRequest, withAnyParams } from '../answer-requests.ts';
import { invalid } from '../request-error.ts';
import type { ServerPorts } from '../tool-call.ts';
import { createTask, isLasting } from './create-task.ts';
import { ToolTasks } from './tool-tasks.ts';

// biome-ignore lint/suspicious/noExplicitAny: the SDK's type depends on the schema
type Handler = (request: any, extra: Extra) => any;

/**
 * Before any tool is registered. McpServer makes the handlers of tools/list and tools/call by itself, so they are met on
 * their way in: what the SDK has for tasks looks for the end of an ordinary call once a second, does not hear of its
 * cancellation, and ends nothing when a task is cancelled.
 * @param called told the repository of each call that went well
 * @returns to be called when all tools are registered
 */
export function registerTasks(
  { server }: McpServer,
  ports: ServerPorts,
  called: (repoPath: string) => void,
): () => void {
  const tasks = new ToolTasks((params) => ports.notify({ method: 'notifications/tasks/status', params }));
  server.registerCapabilities({ tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } });
  answerRequests(server, GetTaskRequestSchema, ({ params }) => tasks.find(params.taskId).state);
  answerRequests(server, GetTaskPayloadRequestSchema, ({ params }) => tasks.find(params.taskId).result);
  answerRequests(server, CancelTaskRequestSchema, ({ params }) => tasks.cancel(params.taskId));
  answerRequests(server, ListTasksRequestSchema, ({ params }) => {
    if (params?.cursor !== undefined) throw invalid('There is one page of tasks.');
    return { tasks: tasks.all.map(({ state }) => state) };
  });
  const call = (next: Handler): Handler => {
    return (request, extra) =>
      request.params.task === undefined
        ? next(request, extra)
        : createTask(tasks, request, extra, { server, ports, called });
  };
  const list = (next: Handler): Handler => {
    return async (request, extra) => withSupport(await next(request, extra));
  };
  const set = server.setRequestHandler.bind(server);
  const met = new Map<unknown, (next: Handler) => Handler>([
    [ListToolsRequestSchema, list],
    [CallToolRequestSchema, call],
  ]);
  server.setRequestHandler = (schema, handler) => {
    const answer = met.get(schema)?.(handler as Handler);
    if (answer === undefined) return set(schema, handler);
    const known = schema as unknown as z.ZodObject;
    set(withAnyParams(known), (request, extra) => answer(readRequest(known, request), extra));
  };
  return () => {
    server.setRequestHandler = set;
  };
}

function withSupport(listed: ListToolsResult): ListToolsResult {
  const execution = { taskSupport: 'optional' } as const;
  return { ...listed, tools: listed.tools.map((tool) => (isLasting(tool.name) ? { ...tool, execution } : tool)) };
}
