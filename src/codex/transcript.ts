/** Codex events as lines that people read. */
import type { CodexEvent, CodexItem } from './events.ts';
import type { Redact } from './secret-values.ts';
import { unwrapCommand } from './shell-command.ts';

const outputLines = 20;

/** The lines of one event; none for what says nothing new. Secrets are masked. */
export function transcriptLines(event: CodexEvent, redacted: Redact): string[] {
  return linesOf(redactedEvent(event, redacted));
}

/** Whole texts are redacted, before they are split into lines and cut: a private key is many lines. */
function redactedEvent(event: CodexEvent, redacted: Redact): CodexEvent {
  switch (event.type) {
    case 'turn.completed':
      return event;
    case 'turn.failed':
      return { ...event, error: { ...event.error, message: redacted(event.error.message) } };
    case 'error':
      return { ...event, message: redacted(event.message) };
    default:
      return { ...event, item: redactedItem(event.item, redacted) };
  }
}

function redactedItem(item: CodexItem, redacted: Redact): CodexItem {
  switch (item.type) {
    case 'command_execution': {
      // The command is shown without the shell call around it, whose quotes would hide where a value ends.
      const command = redacted(unwrapCommand(item.command));
      return { ...item, command, aggregated_output: redacted(item.aggregated_output) };
    }
    case 'agent_message':
    case 'reasoning':
      return { ...item, text: redactMessage(item.text, redacted) };
    case 'error':
      return { ...item, message: redacted(item.message) };
    case 'file_change':
      return { ...item, changes: item.changes.map((change) => ({ ...change, path: redacted(change.path) })) };
    case 'mcp_tool_call':
      return item;
  }
}

/** A claim is shown as its parts, any other message as it is. */
function redactMessage(text: string, redacted: Redact): string {
  try {
    const { status, summary } = JSON.parse(text) as { status?: unknown; summary?: unknown };
    if (typeof status === 'string' && typeof summary === 'string') return redacted(`${status}: ${summary}`);
  } catch {
    // not a claim
  }
  return redacted(text);
}

function linesOf(event: CodexEvent): string[] {
  switch (event.type) {
    case 'turn.completed':
      return [`Tokens: ${event.usage.input_tokens} in, ${event.usage.output_tokens} out`];
    case 'turn.failed':
      return [`Failed: ${event.error.message}`];
    case 'error':
      return [`Notice: ${event.message}`];
    case 'item.started':
      return event.item.type === 'command_execution' ? [`$ ${event.item.command}`] : [];
    case 'item.updated':
      return [];
    case 'item.completed':
      break;
  }
  const { item } = event;
  switch (item.type) {
    case 'command_execution':
      return [...tail(item.aggregated_output), `exit ${item.exit_code ?? 'unknown'}: ${item.command}`];
    case 'agent_message':
      return item.text.split('\n');
    case 'file_change':
      return item.changes.map((change) => `${change.kind} ${change.path}`);
    case 'mcp_tool_call':
      return [`MCP ${item.server}.${item.tool}: ${item.status}`];
    case 'error':
      return [`Notice: ${item.message}`];
    case 'reasoning':
      return [];
  }
}

function tail(output: string): string[] {
  const lines = output.replace(/\n$/, '').split('\n');
  if (output === '') return [];
  const shown = lines.slice(-outputLines).map((line) => `  ${line.slice(0, 500)}`);
  return lines.length > outputLines ? [`  … ${lines.length - outputLines} lines before`, ...shown] : shown;
}
