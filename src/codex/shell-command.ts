/** Codex reports a command as it was started, for example `/bin/bash -lc 'ls -l'`; people and models cite what is inside. */

const wrapper = /^(?:\S*\/)?(?:ba|da|z|k)?sh\s+-l?c\s+([\s\S]+)$/;

/** The command inside the shell call, unquoted; the command itself where it is not wrapped. */
export function unwrapCommand(command: string): string {
  const inner = wrapper.exec(command.trim())?.[1];
  return inner === undefined ? command.trim() : (unquoteWord(inner) ?? command.trim());
}

/** One shell word without its quotes; undefined when it is more than one word, or a quote stays open. */
function unquoteWord(text: string): string | undefined {
  let word = '';
  let index = 0;
  while (index < text.length) {
    const char = text[index];
    if (char === "'") {
      const end = text.indexOf("'", index + 1);
      if (end < 0) return undefined;
      word += text.slice(index + 1, end);
      index = end + 1;
    } else if (char === '"') {
      index += 1;
      while (index < text.length && text[index] !== '"') {
        const escaped = text[index] === '\\' && /["$`\\]/.test(text[index + 1] ?? '');
        word += text[escaped ? index + 1 : index];
        index += escaped ? 2 : 1;
      }
      if (index >= text.length) return undefined;
      index += 1;
    } else if (char === '\\') {
      word += text[index + 1] ?? '';
      index += 2;
    } else if (/\s/.test(char ?? '')) {
      return undefined;
    } else {
      word += char;
      index += 1;
    }
  }
  return word;
}

/** Whether a citation means this command: the same but for white space, or one of the commands chained in it. */
export function isSameCommand(cited: string, ran: string): boolean {
  const normal = (text: string) => text.replace(/\s+/g, ' ').trim();
  const wanted = normal(unwrapCommand(cited));
  if (wanted === '') return false;
  const inner = unwrapCommand(ran);
  return normal(inner) === wanted || inner.split(/\s*(?:&&|;|\n)\s*/).some((part) => normal(part) === wanted);
}
