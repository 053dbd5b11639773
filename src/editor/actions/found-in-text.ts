/** Commands and links that instructions hold, to be copied. Pure. */

export interface FoundText {
  readonly kind: 'command' | 'link';
  readonly text: string;
}

/** Commands of code blocks, a prompt before them left out, and links; each once, in the order of the text. */
export function foundInText(markdown: string): FoundText[] {
  const found = new Map<string, FoundText>();
  const add = (kind: FoundText['kind'], text: string) => {
    if (text !== '' && !found.has(text)) found.set(text, { kind, text });
  };
  let block: { readonly fence: string; readonly isShell: boolean; readonly lines: string[] } | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const [, fence, language = ''] = /^\s*(`{3,}|~{3,})\s*(\w*)/.exec(line) ?? [];
    if (block !== undefined) {
      if (fence?.startsWith(block.fence) && language === '') {
        if (block.isShell) for (const command of commandsOf(block.lines)) add('command', command);
        block = undefined;
      } else block.lines.push(line);
      continue;
    }
    if (fence !== undefined) {
      block = { fence, isShell: /^(?:|sh|bash|zsh|shell|console|fish)$/i.test(language), lines: [] };
      continue;
    }
    for (const [, command = ''] of line.matchAll(/`([\w./-]+ [^`]+)`/g)) add('command', command.trim());
    for (const [link] of line.matchAll(/https?:\/\/[^\s<>()[\]`"']+/g)) add('link', link.replace(/[.,;:!?]+$/, ''));
  }
  return [...found.values()];
}

/** Lines that end in a backslash go on; comments and the output of a block with prompts are no commands. */
function commandsOf(lines: readonly string[]): string[] {
  const hasPrompts = lines.some((line) => /^\s*[$%] /.test(line));
  const commands: string[] = [];
  let goesOn = false;
  for (const line of lines) {
    const text = line.replace(/^\s*[$%] /, '').trim();
    if (goesOn) commands.push(`${commands.pop() ?? ''}\n${text}`);
    else if (text !== '' && !text.startsWith('#') && (!hasPrompts || /^\s*[$%] /.test(line))) commands.push(text);
    else continue;
    goesOn = text.endsWith('\\');
  }
  return commands;
}
