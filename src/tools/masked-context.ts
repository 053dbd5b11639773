/** What a tool says on its way, without the values of secret variables. */
import { type Redact, redactAll } from '../codex/secret-values.ts';
import type { ToolContext } from './toolbox.ts';

/** The context, with what goes through it masked. */
export function maskedContext(context: ToolContext, redacted: Redact): ToolContext {
  const { ask, runsCommands, preview } = context;
  return {
    signal: context.signal,
    progress: (progress) => context.progress(redactAll(progress, redacted)),
    log: (channel, level, text) => context.log(channel, level, redacted(text)),
    ...(runsCommands === undefined ? {} : { runsCommands }),
    ...(preview === undefined ? {} : { preview }),
    ...(ask === undefined ? {} : { ask: (question, signal) => ask(redactAll(question, redacted), signal) }),
  };
}
