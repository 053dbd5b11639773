/** One tools/call: the request's parameters in, the tool's result out, progress and log as notifications. */
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  type CallToolResult,
  ElicitResultSchema,
  type LoggingLevel,
  type RequestId,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { contract, type ToolParams, type ToolResult } from '../tools/contract.ts';
import { InputError } from '../tools/input-error.ts';
import type { LogLevel, Toolbox, ToolContext } from '../tools/toolbox.ts';
import { notAnswered, questionParams, readAnswer } from './elicitation.ts';
import { longestMs } from './longest-wait.ts';
import { growingProgress } from './progress-value.ts';
import type { RunningCalls } from './running-calls.ts';
import { asksKey, callKey, type endedNotificationSchema, errorKey, previewKey, progressKey } from './wire.ts';

/** The tools that work; what the contract declares beyond them is not registered. */
export type WorkingTool = keyof Toolbox;
type RunTool = {
  [Name in WorkingTool]: (params: ToolParams<Name>, context: ToolContext) => Promise<ToolResult<Name>>;
};

export interface ServerPorts {
  readonly toolbox: Toolbox;
  readonly calls: Pick<RunningCalls, 'track'>;
  /** Whether the client can ask its user. */
  canAsk(): boolean;
  /** The log level that the client asked for, if it did. */
  level(): LoggingLevel | undefined;
  /** Over HTTP it goes to the stream of the request; to that of the connection without one. */
  notify(notification: ServerNotification | EndedNotification, requestId?: RequestId): void;
  report(text: string): void;
}
type EndedNotification = typeof endedNotificationSchema._output;
/** Its signal is the call's own. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** MCP's severities, least first. */
const severities: readonly LoggingLevel[] = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
];

/**
 * Runs the tool. A domain outcome is a normal result; a mistake of the caller and the unexpected are error results with
 * a message and no stack. When this returns, nothing of the call runs any more, and a client that named it is told so.
 */
export async function callTool<Name extends WorkingTool>(
  name: Name,
  params: ToolParams<Name>,
  extra: Extra,
  ports: ServerPorts,
): Promise<CallToolResult> {
  const call = extra._meta?.[callKey];
  try {
    const run: RunTool = ports.toolbox;
    const output = await run[name](params, createContext(extra, ports));
    // Strict clients refuse fields that the schema does not name, so only those that it names are sent.
    const result = contract[name].result.parse(output);
    return { structuredContent: result, content: [{ type: 'text', text: JSON.stringify(result) }] };
  } catch (error) {
    return errorResult(name, error, extra, ports);
  } finally {
    if (typeof call === 'string') {
      ports.notify({ method: 'notifications/agent-toolkit/ended', params: { call } }, extra.requestId);
    }
  }
}

/**
 * Progress goes only to a client that sent a progress token. The log goes to it too, from level info, and to any
 * client that asked for a level. Both stop with the call.
 */
function createContext(extra: Extra, ports: ServerPorts): ToolContext {
  const { progressToken, [callKey]: call, [asksKey]: asks, [previewKey]: preview } = extra._meta ?? {};
  const value = growingProgress();
  return {
    signal: extra.signal,
    progress(progress) {
      if (progressToken === undefined || extra.signal.aborted) return;
      const { done, total, message } = progress;
      const sent = { progressToken, progress: value(done), total, message, _meta: { [progressKey]: progress } };
      ports.notify({ method: 'notifications/progress', params: sent }, extra.requestId);
    },
    ...(preview === undefined ? {} : { preview: momentOf(preview) }),
    ...(ports.canAsk() && asks !== false ? { ask: askOver(extra, call) } : {}),
    log(channel, level, text) {
      if (channel === 'log' && isAtLeast(level, 'warning')) ports.report(`${level}: ${text}`);
      const wanted = ports.level() ?? (progressToken === undefined ? undefined : 'info');
      if (wanted === undefined || !isAtLeast(level, wanted)) return;
      const meta = call === undefined ? {} : { _meta: { [callKey]: call } };
      ports.notify(
        { method: 'notifications/message', params: { level, logger: channel, data: text, ...meta } },
        extra.requestId,
      );
    },
  };
}

/** @throws InputError: without it, a run would do something else than was previewed */
function momentOf(preview: unknown): Date {
  const moment = new Date(typeof preview === 'string' ? preview : Number.NaN);
  if (Number.isNaN(moment.getTime())) throw new InputError(`${previewKey} is to be a time in ISO 8601.`);
  return moment;
}

/** A person takes as long as it takes; the end of the call ends the question. */
function askOver(extra: Extra, call: unknown): NonNullable<ToolContext['ask']> {
  return async (question, signal) => {
    const request = { method: 'elicitation/create' as const, params: questionParams(question, call) };
    const options = { signal, timeout: longestMs };
    const result = await extra.sendRequest(request, ElicitResultSchema, options).catch((error: unknown) => {
      signal.throwIfAborted(); // the SDK wraps the reason
      throw notAnswered(error);
    });
    return readAnswer(question, result);
  };
}

function isAtLeast(level: LogLevel, wanted: LoggingLevel): boolean {
  return severities.indexOf(level) >= severities.indexOf(wanted);
}

function errorResult(name: WorkingTool, error: unknown, extra: Extra, ports: ServerPorts): CallToolResult {
  if (error instanceof InputError) return asError(error.message, { [errorKey]: 'input' });
  if (extra.signal.aborted && isAbort(error)) return asError(`${name} was stopped before it was done.`);
  ports.report(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return asError(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function asError(text: string, meta?: Record<string, unknown>): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }], ...(meta === undefined ? {} : { _meta: meta }) };
}
