/** Resources, the prompt and completions of a server. What they are made from loads, and is looked at, when a client first asks. */
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListRootsResultSchema,
  ReadResourceRequestSchema,
  RootsListChangedNotificationSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import type { Settings } from '../../tools/settings.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { answerRequests, type Extra } from '../answer-requests.ts';
import { workflowPromptDescription } from '../prompt/workflow-prompt-description.ts';
import type { AskRoots } from './client-roots.ts';
import type { ConnectionResources } from './connection-resources.ts';
import type { RepositoryFiles } from './repository-files.ts';
import { resourceTemplates } from './resource-templates.ts';

export interface RegisterOptions {
  readonly toolbox: Toolbox;
  readonly files: RepositoryFiles;
  /** The repository that holds this folder is known without being named. */
  readonly workingDirectory: string;
  /** Limits that the prompt names where its caller names none. */
  readonly limits: Pick<Settings, 'tasksPerSession' | 'failuresPerSession'>;
  report(text: string): void;
}

/** Before the server is connected. @returns what is to be told of each call of a tool that went well, with its repository */
export function registerResources(server: Server, options: RegisterOptions): (repoPath: string) => void {
  server.registerCapabilities({ resources: { subscribe: true, listChanged: true }, prompts: {}, completions: {} });
  const called = new Set<string>();
  let connection: Promise<ConnectionResources> | undefined;
  const open = async (): Promise<ConnectionResources> => {
    const { ConnectionResources } = await import('./connection-resources.ts');
    const made = new ConnectionResources({ ...options, ...notifications(server, options.report) });
    const before = server.onclose;
    server.onclose = () => {
      made.close();
      before?.();
    };
    if (server.transport === undefined) made.close(); // it was closed meanwhile
    for (const repoPath of called) await made.called(repoPath);
    return made;
  };
  /** For one request: with the client's roots, for which it is asked on the way of this request. */
  const resources = async ({ sendRequest }: Extra): Promise<ConnectionResources> => {
    connection ??= open();
    const made = await connection;
    await made.meet(
      hasRoots(server)
        ? (timeout) => sendRequest({ method: 'roots/list' }, ListRootsResultSchema, { timeout })
        : undefined,
    );
    return made;
  };

  answerRequests(server, ListResourcesRequestSchema, async ({ params }, extra) =>
    (await resources(extra)).list(params?.cursor, extra.signal),
  );
  answerRequests(server, ListResourceTemplatesRequestSchema, () => ({ resourceTemplates }));
  answerRequests(server, ReadResourceRequestSchema, async ({ params }, extra) =>
    (await resources(extra)).read(params.uri, extra.signal),
  );
  answerRequests(server, SubscribeRequestSchema, async ({ params }, extra) => {
    await (await resources(extra)).subscribe(params.uri);
    return {};
  });
  answerRequests(server, UnsubscribeRequestSchema, async ({ params }, extra) => {
    (await resources(extra)).unsubscribe(params.uri);
    return {};
  });
  answerRequests(server, CompleteRequestSchema, async ({ params }, extra) =>
    (await resources(extra)).complete(params, extra.signal),
  );
  answerRequests(server, ListPromptsRequestSchema, () => ({ prompts: [workflowPromptDescription] }));
  answerRequests(server, GetPromptRequestSchema, async ({ params }, extra) => {
    const { workflowPrompt } = await import('../prompt/workflow-prompt.ts');
    const known = async () => (await resources(extra)).repositories();
    return workflowPrompt(params, { known, limits: options.limits });
  });
  server.setNotificationHandler(RootsListChangedNotificationSchema, async () => {
    const ask: AskRoots = (timeout) => server.listRoots(undefined, { timeout });
    await (await connection)?.rootsChanged(hasRoots(server) ? ask : undefined);
  });
  return (repoPath) => {
    if (connection === undefined) called.add(repoPath);
    else void connection.then((made) => made.called(repoPath)).catch((error) => options.report(String(error)));
  };
}

function hasRoots(server: Server): boolean {
  return server.getClientCapabilities()?.roots !== undefined;
}

function notifications(server: Server, report: (text: string) => void) {
  const failed = (error: unknown) => report(`A notification could not be sent: ${String(error)}`);
  return {
    listChanged: () => void server.sendResourceListChanged().catch(failed),
    updated: (uri: string) => void server.sendResourceUpdated({ uri }).catch(failed),
  };
}
