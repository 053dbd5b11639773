/** Codex reports a command as it was started, for example `/bin/bash -lc 'ls -l'`; people and models cite what is inside. */
import { isSameBehindMarkers } from './hidden-text.ts';
import { readShell } from './shell-syntax.ts';

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
    } else if (/[\s;|&<>()$`]/.test(char ?? '')) {
      // Outside quotes these belong to the outer command: `bash -c 'false'||true` is not `false||true`.
      return undefined;
    } else {
      word += char;
      index += 1;
    }
  }
  return word;
}

/** The folded forms of a command: as it stands, and inside each shell call around it. */
function layers(command: string): string[] {
  const forms: string[] = [];
  for (let inner = command.trim(); ; inner = unwrapCommand(inner)) {
    const { folded } = readShell(inner);
    if (forms.at(-1) === folded) return forms;
    forms.push(folded);
  }
}

/**
 * Whether both are the same command as a whole, but for white space outside quotes, the shell call around it, and what
 * Codex hid of the one that ran.
 */
export function isSameCommand(cited: string, ran: string): boolean {
  const wanted = layers(cited).at(-1);
  return wanted !== undefined && wanted !== '' && isSameBehindMarkers(wanted, layers(ran).at(-1) ?? '');
}

/**
 * What the exit code of a run tells of a citation. A part of a longer command is credited only where the whole is a
 * plain `a && b` chain that exited with 0, since every part then did.
 * @returns the exit code of the cited command; 'unclear' when it is part of such a chain that failed somewhere;
 *   undefined when this run says nothing of it
 */
export function exitOfCited(
  cited: string,
  ran: { readonly command: string; readonly exitCode: number },
): number | 'unclear' | undefined {
  if (isSameCommand(cited, ran.command)) return ran.exitCode;
  const wanted = readShell(layers(cited).at(-1) ?? '').chain;
  const parts = readShell(layers(ran.command).at(-1) ?? '').chain;
  if (wanted === undefined || parts === undefined) return undefined;
  const found = parts.some((_, start) =>
    wanted.every((part, offset) => isSameBehindMarkers(part, parts[start + offset] ?? '')),
  );
  if (!found) return undefined;
  return ran.exitCode === 0 ? 0 : 'unclear';
}
