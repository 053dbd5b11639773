/** Commands whose success tells nothing, whatever they stand for. Pure. */
import { unwrapCommand } from './shell-command.ts';
import { readShell } from './shell-syntax.ts';

/** They exit with 0 on every machine, and read nothing. */
const idle: ReadonlySet<string> = new Set([
  'true',
  ':',
  'echo',
  'printf',
  'sleep',
  'pwd',
  'cd',
  'exit',
  'date',
  'clear',
]);

/**
 * Whether a command does no more than say something or wait, or ends so whatever came before: `grep -q x f || true`. A comment
 * behind it does nothing either.
 */
export function isIdle(command: string): boolean {
  const bare = withoutComment(unwrapCommand(command).trim());
  if (bare === '') return true;
  const { chain, last } = readShell(bare);
  const parts = chain ?? last ?? [];
  return parts.length > 0 && parts.every(saysNothing);
}

function saysNothing(part: string): boolean {
  // What another command printed is what counts then.
  return !/[$`<]/.test(part) && idle.has((part.split(/\s/, 1)[0] ?? '').replace(/^.*\//, ''));
}

/** Cut at a `#` that begins a word outside quotes. */
function withoutComment(text: string): string {
  const quoted = /'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs;
  const plain = text.replace(quoted, (part) => '_'.repeat(part.length));
  const at = plain.search(/(?<!\S)#/);
  return at < 0 ? text : text.slice(0, at).trim();
}
