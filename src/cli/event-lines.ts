import { redactAll, redactorOf } from '../codex/secret-values.ts';
import type { SessionEvent, ToolEvent } from '../workflow/session/events.ts';
import type { CliHost } from './cli-host.ts';

/** Prints events on standard output, one a line as JSON, without the values of secret variables: `--jsonl`. */
export function eventLines(host: Pick<CliHost, 'stdout' | 'env'>): (event: SessionEvent | ToolEvent<unknown>) => void {
  const redacted = redactorOf(host.env);
  return (event) => void host.stdout.write(`${JSON.stringify(redactAll(event, redacted))}\n`);
}
