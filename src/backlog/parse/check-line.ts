/** `check: \`command\`` below a criterion: its acceptance check. */

export type CheckLine = { readonly command: string } | { readonly fault: string };

/** Reads a line without its blanks and list mark; undefined when it is no check line. */
export function readCheckLine(line: string): CheckLine | undefined {
  const text = line.trim();
  if (!/^check:/i.test(text)) return undefined;
  const value = text.slice('check:'.length).trim();
  const ticks = /^`+/.exec(value)?.[0];
  if (ticks === undefined) return { fault: 'A check needs its command in backticks, check: `command`; it is not run.' };
  const end = value.indexOf(ticks, ticks.length);
  const command = end < 0 ? '' : value.slice(ticks.length, end).trim();
  if (command === '' || end + ticks.length !== value.length) {
    return { fault: 'A check is one command in backticks and nothing else on its line; it is not run.' };
  }
  return { command };
}

/** All commands have to succeed; each keeps its own lines, so that a comment in one does not swallow the next. */
export function joinChecks(commands: readonly string[]): string | undefined {
  if (commands.length < 2) return commands[0];
  return commands.map((command) => `{ ${command}\n}`).join(' && ');
}

/** The commands that `joinChecks` made one of. */
export function splitChecks(check: string): string[] {
  return check.startsWith('{ ') && check.endsWith('\n}') ? check.slice(2, -2).split('\n} && { ') : [check];
}
