import { redactAll, redactorOf } from '../codex/secret-values.ts';
import { maskedContext } from '../tools/masked-context.ts';
import type { ToolContext } from '../tools/toolbox.ts';

/** What a command does past the toolbox: what it tells on its way and what comes of it have their secrets masked. */
export function maskedCall<Result>(
  env: NodeJS.ProcessEnv,
  call: (context: ToolContext) => Promise<Result>,
): (toolbox: unknown, context: ToolContext) => Promise<Result> {
  const redacted = redactorOf(env);
  return async (_toolbox, context) => redactAll(await call(maskedContext(context, redacted)), redacted);
}
