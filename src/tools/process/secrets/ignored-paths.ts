/** Paths that the user takes out of the scan for secrets, in the user's own settings. */

/** Whether an entry names the path: as the file, a folder above it, or a glob (`*` within a name, `**` across folders). */
export function isIgnoredPath(path: string, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const name = entry.replace(/^\.\//, '').replace(/\/+$/, '');
    if (!/[*?]/.test(name)) return path === name || path.startsWith(`${name}/`);
    return globPattern(name).test(path);
  });
}

function globPattern(glob: string): RegExp {
  const source = glob.replace(/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  return new RegExp(`^${source}(?:/.*)?$`);
}
