/** What a server says over MCP, as the values of a Toolbox. Also reads servers that know nothing of our extras. */
import type {
  CallToolResult,
  LoggingLevel,
  LoggingMessageNotification,
  Progress as McpProgress,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { contract, type ToolInput, type ToolResult } from '../tools/contract.ts';
import { InputError } from '../tools/input-error.ts';
import { type LogChannel, type LogLevel, type Progress, progressSchema } from '../tools/toolbox.ts';
import { longestMs } from './longest-wait.ts';
import { filledAnswer } from './plain-answers.ts';
import type { WorkingTool } from './tool-call.ts';
import { errorKey, progressKey } from './wire.ts';

/** How long a client waits for an answer: longer than the tool's own limit. */
export function clientTimeoutMs<Name extends WorkingTool>(name: Name, input: ToolInput<Name>): number {
  const { data } = contract[name].params.safeParse(input);
  // What is out of schema is the server's to refuse.
  return data !== undefined && 'timeout' in data ? (data.timeout + 30) * 1000 : longestMs;
}

/** The server answered in a form that is not the tool's. */
export class StrangeAnswer extends Error {
  override readonly name = 'StrangeAnswer';
}

/** @throws InputError when the server says that the caller made a mistake; StrangeAnswer; Error with its message on any other failure */
export function readResult<Name extends WorkingTool>(
  name: Name,
  input: ToolInput<Name>,
  answer: CallToolResult,
): ToolResult<Name> {
  const text = answer.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  if (answer.isError) {
    const isInput = answer._meta?.[errorKey] === 'input' || text.startsWith('MCP error -32602:');
    throw isInput ? new InputError(text) : new Error(text);
  }
  const told = answer.structuredContent ?? parseJson(text);
  const whole = contract[name].result.safeParse(told);
  const result = whole.success ? whole : contract[name].result.safeParse(filledAnswer(name, input, told));
  if (result.success) return result.data as ToolResult<Name>;
  throw new StrangeAnswer(`The server's answer to ${name} is not in the tool's form: ${z.prettifyError(result.error)}`);
}

/** The whole progress where the server sends it, else what can be told from MCP's own fields. */
export function readProgress(
  itemId: string,
  sent: McpProgress & { readonly _meta?: Readonly<Record<string, unknown>> | undefined },
): Progress {
  const whole = progressSchema.safeParse(sent._meta?.[progressKey]);
  if (whole.success) return whole.data as Progress;
  const [done, total] = [Math.floor(sent.progress), Math.floor(sent.total ?? 0)];
  return { itemId, stage: 'criterion', done, total, message: sent.message ?? `${done} of ${total}` };
}

export interface LogLine {
  readonly channel: LogChannel;
  readonly level: LogLevel;
  readonly text: string;
}

export function readLogLine({ logger, level, data }: LoggingMessageNotification['params']): LogLine {
  const channel = logger === 'codex' || logger === 'verification' ? logger : 'log';
  return { channel, level: logLevels[level], text: typeof data === 'string' ? data : JSON.stringify(data) };
}

const logLevels: Readonly<Record<LoggingLevel, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warning',
  error: 'error',
  critical: 'error',
  alert: 'error',
  emergency: 'error',
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // plain words: the schema says what is missing
  }
}
