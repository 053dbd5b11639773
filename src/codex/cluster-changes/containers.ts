/**
 * Calls of kubectl that reach into a container. `exec` changes something unless its command is known to read only, `cp`
 * where it copies into the container, `attach` where it gives the process input. `port-forward` and `proxy` open a way; what
 * goes through it is not seen. Pure.
 */
import { type Arguments, flagValue } from './arguments.ts';
import type { ToolChange } from './cluster-changes.ts';
import { simpleCommands } from './simple-commands.ts';

const readers: ReadonlySet<string> = new Set(
  `cat ls env printenv ps id whoami groups pwd hostname date df du head tail grep egrep fgrep wc stat file uname nslookup
  dig host getent ss netstat lsof ping test [ true false echo printf which type sort uniq cut tr jq readlink realpath
  basename dirname sleep free uptime nproc md5sum sha256sum cd set export pg_isready`.split(/\s+/),
);
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash']);

/** Undefined for a call that changes nothing, or is none of these. `rsh` and `rsync` are those of oc. */
export function containerChange(read: Arguments): ToolChange | undefined {
  const [verb = '', ...rest] = read.words;
  if (!changes(verb, rest, read) || read.flags.has('help') || read.flags.has('h')) return undefined;
  const namespace = flagValue(read, 'n', 'namespace');
  return { targets: [], files: [], namespace, isComplete: false, isSecret: false, isInContainer: true };
}

function changes(verb: string, words: readonly string[], { flags }: Arguments): boolean {
  if (verb === 'exec' || verb === 'rsh')
    return !readsOnly(flags.has('f') || flags.has('filename') ? words : words.slice(1));
  if (verb === 'cp' || verb === 'rsync') return isInContainer(words.at(-1) ?? '') && words.length > 1;
  return verb === 'attach' && (flags.has('i') || flags.has('stdin'));
}

/** `namespace/pod:/path`; a drive of Windows is none. */
function isInContainer(place: string): boolean {
  return /^[\w./$-]+:(?!\\)/.test(place);
}

function readsOnly([name = '', ...rest]: readonly string[]): boolean {
  const program = name.slice(name.lastIndexOf('/') + 1);
  if (shells.has(program)) {
    const flag = rest.findIndex((word) => /^-[a-z]*c$/.test(word));
    return flag >= 0 && readsOnlyScript(rest[flag + 1] ?? '');
  }
  if (rest.length === 1 && /^(?:--?version|-[vV]|version)$/.test(rest[0] ?? '')) return true;
  if (program === 'env') return rest.length === 0;
  if (program === 'find') return !rest.some((word) => /^-(?:delete|exec|execdir|ok|okdir|fprint\w*|fls)$/.test(word));
  if (program === 'curl') return fetchesOnly(rest);
  if (program === 'wget')
    return rest.some((word) => /^(?:--spider|-\w*O-|-\w*O\/dev\/null)$/.test(word)) || isToOutput(rest);
  return readers.has(program);
}

function readsOnlyScript(script: string): boolean {
  const kept = script.replace(/\d?>{1,2}\s*\/dev\/null|\d?>&\d|&>\s*\/dev\/null/g, '');
  const commands = simpleCommands(kept);
  return (
    commands.length > 0 &&
    !kept.includes('>') &&
    commands.every(({ words }) => readsOnly(words.map(({ value }) => value)))
  );
}

/** A request that sends nothing, and whose answer goes to no file. */
function fetchesOnly(words: readonly string[]): boolean {
  return words.every((word, index) => {
    const next = words[index + 1] ?? '';
    if (/^(?:-\w*X|--request)$/.test(word)) return /^(?:GET|HEAD)$/.test(next);
    if (/^(?:-\w*o|--output)$/.test(word)) return /^(?:-|\/dev\/null)$/.test(next);
    return !/^(?:-[a-zA-Z]*[dFTOXoKc]|--(?:data|form|upload|request=|output=|remote-name|json|config|cookie-jar))/.test(
      word,
    );
  });
}

function isToOutput(words: readonly string[]): boolean {
  const at = words.findIndex((word) => /^-\w*O$/.test(word));
  return (
    at >= 0 &&
    /^(?:-|\/dev\/null)$/.test(words[at + 1] ?? '') &&
    !words.some((word) => /^--(?:post|body|method)/.test(word))
  );
}
