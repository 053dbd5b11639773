/** Where the configuration holds our server. Pure. */
import { readStatements, type Statement } from '../toml/statements.ts';
import { addPair, newTable, type TomlTable } from '../toml/table.ts';
import { TomlError } from '../toml/toml-error.ts';
import { serverPath } from './server-entry.ts';

/** The line above the section, for whoever reads the file. */
export const mark =
  '# Written by "agent-toolkit install codex"; "agent-toolkit install codex --undo" takes it out again.';

/** Lines that belong together. */
export interface Run {
  readonly start: number;
  readonly end: number;
  /** Whether it stands for itself: begins with a table, and no pair of another one follows. */
  readonly isWhole: boolean;
}

export interface Section {
  readonly runs: readonly Run[];
  /** Undefined where the configuration has no such server. */
  readonly values: TomlTable | undefined;
}

/** @throws TomlError also where the servers are written in a way that no line can be added to */
export function findSection(text: string): Section {
  const statements = readStatements(text);
  const closed = statements.find(({ kind, path }) => kind !== 'table' && isShorter(path));
  if (closed !== undefined) {
    const name = closed.path.join('.');
    throw new TomlError(
      `${name} is written as one value, to which no line can be added: write it as [${name}.…] tables`,
      closed.line,
    );
  }
  const runs: Run[] = [];
  const values = newTable();
  let open: { first: Statement; last: Statement } | undefined;
  const close = (next?: Statement) => {
    if (open === undefined) return;
    const { first, last } = open;
    runs.push({
      start: withMark(text, first.start),
      end: last.end,
      isWhole: first.kind !== 'pair' && next?.kind !== 'pair',
    });
    open = undefined;
  };
  for (const statement of statements) {
    if (!isOwn(statement)) {
      close(statement);
      continue;
    }
    open = { first: open?.first ?? statement, last: statement };
    const { path, value = newTable() } = statement;
    addPair(values, path.slice(1), value);
  }
  close();
  const found = values.get(serverPath[1]);
  return { runs, values: found instanceof Map ? found : undefined };
}

function isOwn({ path }: Statement): boolean {
  return serverPath.every((key, index) => path[index] === key);
}

function isShorter(path: readonly string[]): boolean {
  return path.length < serverPath.length && path.every((key, index) => key === serverPath[index]);
}

function withMark(text: string, start: number): number {
  const found = /^.*\r?\n$/m.exec(text.slice(text.lastIndexOf('\n', start - 2) + 1, start))?.[0];
  return found?.trim() === mark ? start - found.length : start;
}
