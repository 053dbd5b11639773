/** Paths as git reads them from standard input with `-z`, or with `--pathspec-file-nul`. */
export function pathList(paths: readonly string[]): string {
  return paths.map((path) => `${path}\0`).join('');
}
