/** A Codex event as it is kept in a transcript: secrets masked, long texts cut to their beginning and end. Pure. */
import type { CodexEvent } from './events.ts';
import { type Redact, redactAll } from './secret-values.ts';
import { unwrapCommand } from './shell-command.ts';

/** Characters that are kept of a text: what a command printed first says what it did, the end what came of it. */
const beginning = 16_000;
const end = 48_000;
/** Characters that are looked at on each side. What is cut off inside them may be half of a secret, and is not kept. */
const looked = 256_000;
const edge = 4_000;

/** The event with every text in it masked and cut. A command is shown without the shell call around it, whose quotes would hide where a value ends. */
export function keptEvent(event: CodexEvent, redacted: Redact): CodexEvent {
  return redactAll(unwrapped(event), (text) => shortened(text, redacted));
}

function unwrapped(event: CodexEvent): CodexEvent {
  if (event.type === 'turn.completed' || event.type === 'turn.failed' || event.type === 'error') return event;
  const { item } = event;
  return item.type === 'command_execution'
    ? { ...event, item: { ...item, command: unwrapCommand(item.command) } }
    : event;
}

/** Exported for its table of cases. */
export function shortened(text: string, redacted: Redact): string {
  if (text.length <= 2 * looked) {
    const masked = redacted(text);
    const more = masked.length - beginning - end;
    return more <= 0 ? masked : masked.slice(0, beginning) + note(more) + masked.slice(-end);
  }
  const first = redacted(text.slice(0, looked)).slice(0, -edge).slice(0, beginning);
  const last = redacted(text.slice(-looked)).slice(edge).slice(-end);
  return first + note(text.length - first.length - last.length) + last;
}

function note(characters: number): string {
  return `\n… ${characters} characters cut …\n`;
}
