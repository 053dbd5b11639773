/** A model whose replies are scripted: a small server of the Responses API, for the real Codex CLI. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Where a conversation stands when Codex asks for the next reply. */
export interface Turn {
  /** All text of the user so far. */
  readonly prompt: string;
  /** Results of the calls made so far, in order. */
  readonly outputs: readonly { readonly callId: string; readonly text: string }[];
  /** Names of the tools that may be called. */
  readonly tools: readonly string[];
  /** The output schema, when one was asked for. */
  readonly schema: unknown;
}

export type Reply =
  | {
      /** Shell commands to run, one call each. */
      readonly commands?: readonly string[];
      readonly calls?: readonly { readonly name: string; readonly namespace?: string; readonly args: unknown }[];
      readonly message?: string;
      readonly delayMs?: number;
      /** All that is said above is said, and the answer never ends. */
      readonly endless?: true;
    }
  | { readonly httpStatus: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The stream ends in the middle. */
  | { readonly cut: true };

export type Script = (turn: Turn) => Reply | Promise<Reply>;

export interface ScriptedModel {
  readonly url: string;
  /** KEY=VALUE for Codex's `-c`: provider and model. */
  readonly codexConfig: string[];
  /** What the environment of Codex must hold. */
  readonly env: Record<string, string>;
  /** Every turn asked for so far. */
  readonly turns: Turn[];
  close(): Promise<void>;
}

interface Evidence {
  readonly command: string;
  readonly exit_code: number;
  readonly observation: string;
}

/** The final message of a criterion, in the engine's output schema. */
export function claim(result: { status: string; summary: string; evidence?: readonly Evidence[] }): string {
  return JSON.stringify({ evidence: [], ...result });
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const turns: Turn[] = [];
  let replies = 0;
  const server = createServer((request, response) => {
    answer(request, response, script, turns, () => replies++).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the scripted model has no port');
  const url = `http://127.0.0.1:${address.port}/v1`;
  return {
    url,
    codexConfig: [
      'model_provider=scripted',
      `model_providers.scripted={name="scripted",base_url="${url}",wire_api="responses",env_key="SCRIPTED_KEY"}`,
      'model=scripted-model',
      // They are looked for on the network at each start.
      'features.plugins=false',
    ],
    env: { SCRIPTED_KEY: 'none' },
    turns,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  script: Script,
  turns: Turn[],
  nextId: () => number,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  const turn = readTurn(JSON.parse(await body(request)));
  turns.push(turn);
  const reply = await script(turn);
  if ('httpStatus' in reply) {
    response.writeHead(reply.httpStatus, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body ?? { error: { message: `scripted ${reply.httpStatus}` } }));
    return;
  }
  const id = `resp_${nextId()}`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send(response, 'response.created', { response: { id } });
  if ('cut' in reply) {
    response.destroy();
    return;
  }
  if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
  for (const item of items(reply, id)) send(response, 'response.output_item.done', { item });
  if (reply.endless) return;
  send(response, 'response.completed', {
    response: {
      id,
      usage: {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 20,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 120,
      },
    },
  });
  response.end();
}

function* items(reply: Extract<Reply, { message?: string }>, id: string): Generator<object> {
  if (reply.message !== undefined) {
    yield {
      type: 'message',
      id: `${id}_message`,
      role: 'assistant',
      content: [{ type: 'output_text', text: reply.message }],
    };
  }
  for (const [index, cmd] of (reply.commands ?? []).entries()) {
    yield {
      type: 'function_call',
      call_id: `${id}_command_${index}`,
      name: 'exec_command',
      arguments: JSON.stringify({ cmd }),
    };
  }
  for (const [index, call] of (reply.calls ?? []).entries()) {
    yield {
      type: 'function_call',
      call_id: `${id}_call_${index}`,
      name: call.name,
      ...(call.namespace === undefined ? {} : { namespace: call.namespace }),
      arguments: JSON.stringify(call.args),
    };
  }
}

function send(response: ServerResponse, type: string, data: object): void {
  response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface RequestBody {
  readonly input?: readonly {
    readonly type?: string;
    readonly role?: string;
    readonly call_id?: string;
    readonly output?: unknown;
    readonly content?: readonly { readonly text?: string }[];
  }[];
  readonly tools?: readonly { readonly name?: string; readonly tools?: readonly { readonly name: string }[] }[];
  readonly text?: { readonly format?: { readonly schema?: unknown } };
}

function readTurn(value: unknown): Turn {
  const request = value as RequestBody;
  const input = request.input ?? [];
  const prompt = input
    .filter((item) => item.role === 'user')
    .flatMap((item) => (item.content ?? []).map((part) => part.text ?? ''))
    .join('\n');
  const outputs = input
    .filter((item) => item.type === 'function_call_output')
    .map((item) => ({
      callId: item.call_id ?? '',
      text: typeof item.output === 'string' ? item.output : JSON.stringify(item.output),
    }));
  const tools = (request.tools ?? []).flatMap((tool) => [
    tool.name ?? '',
    ...(tool.tools ?? []).map((inner) => `${tool.name}.${inner.name}`),
  ]);
  return { prompt, outputs, tools, schema: request.text?.format?.schema };
}
