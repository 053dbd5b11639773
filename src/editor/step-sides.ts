/** A patch of git as two texts for each file, to be shown side by side. Pure. */

export interface FileSides {
  /** After the change; before it where the file is gone. */
  readonly path: string;
  /** Undefined for a file that was not there before. */
  readonly before: string | undefined;
  /** Undefined for one that is gone. */
  readonly after: string | undefined;
}

/** Stands in each line that the patch does not tell, so that the others have their numbers. */
const untold = '⋯';

interface Open {
  path: string;
  isNew: boolean;
  isGone: boolean;
  readonly before: string[];
  readonly after: string[];
}

/** The files of the patch, in its order. What it does not tell of a file is marked in both texts alike. */
export function sidesOf(patch: string): FileSides[] {
  const files: Open[] = [];
  let place = '';
  let file: Open | undefined;
  let left = { before: 0, after: 0 };
  for (const line of patch.split('\n')) {
    if (file !== undefined && (left.before > 0 || left.after > 0)) {
      left = addLine(file, line, left);
      continue;
    }
    place = /^# In (.*)$/.exec(line)?.[1] ?? place;
    if (line.startsWith('diff --git ')) {
      const path = within(place, /^diff --git .* "?b\/(.*?)"?$/.exec(line)?.[1] ?? line);
      file = { path, isNew: false, isGone: false, before: [], after: [] };
      files.push(file);
      continue;
    }
    if (file === undefined) continue;
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk !== null) {
      const [, from = '1', removed = '1', to = '1', added = '1'] = hunk;
      left = { before: Number(removed), after: Number(added) };
      fill(file.before, Number(from));
      fill(file.after, Number(to));
    } else if (line.startsWith('new file mode')) file.isNew = true;
    else if (line.startsWith('deleted file mode')) file.isGone = true;
    else if (/^(?:rename|copy) from |^Binary files /.test(line)) {
      file.before.push(line);
      if (line.startsWith('Binary')) file.after.push(line);
    }
  }
  return files.map(({ path, isNew, isGone, before, after }) => ({
    path,
    before: isNew ? undefined : textOf(before),
    after: isGone ? undefined : textOf(after),
  }));
}

/** Adds a line of a hunk. @returns how many of its lines are still to come */
function addLine(file: Open, line: string, { before, after }: { before: number; after: number }) {
  const text = line.slice(1);
  switch (line[0]) {
    case '+':
      file.after.push(text);
      return { before, after: after - 1 };
    case '-':
      file.before.push(text);
      return { before: before - 1, after };
    case '\\':
      return { before, after };
    case ' ':
      file.before.push(text);
      file.after.push(text);
      return { before: before - 1, after: after - 1 };
    default:
      // Cut here: the rest of it is not told.
      file.before.push(untold);
      file.after.push(untold);
      return { before: 0, after: 0 };
  }
}

function fill(lines: string[], start: number): void {
  while (lines.length < start - 1) lines.push(untold);
}

function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function within(place: string, path: string): string {
  return place === '' ? path : `${place}/${path}`;
}
