/** What a backlog is made of: groups of files that say something together. */
import type { ActionStatement } from '../parse/action-report.ts';
import type { SummaryRow } from '../standard/summary.ts';
import type { Misplaced, Problem, Task } from '../task.ts';
import type { TextReading } from './text-reading.ts';

/** What one source says. */
export interface Piece {
  readonly tasks?: readonly Task[];
  readonly statements?: readonly ActionStatement[];
  readonly problems?: readonly Problem[];
  readonly misplaced?: readonly Misplaced[];
  /** A table that lists items; it is checked against them. */
  readonly summary?: { readonly file: string; readonly rows: readonly SummaryRow[] };
}

/** Files of one folder that are read together and parsed by one pure function; read again when one of them changes. */
export interface Source {
  /** Tells the source from all others; the same from one reading of the repository to the next. */
  readonly key: string;
  /** Below the repository root, with forward slashes; the root itself is the empty text. */
  readonly folder: string;
  /** Names of the files in that folder. */
  readonly names: readonly string[];
  /** @param readings of the files, in their order; the result depends on nothing but these, the key and the names */
  parse(readings: readonly TextReading[]): Piece;
  /** Of work that is over, what others depend on, as `parse` gives it; undefined where all has to be parsed. */
  glance?(readings: readonly TextReading[]): Piece | undefined;
}

/** The path of a file below the repository root. */
export function pathOf(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A source that is nothing but a problem, of a folder for example. */
export function problemSource(problem: Problem): Source {
  return { key: `problem ${problem.message}`, folder: '', names: [], parse: () => ({ problems: [problem] }) };
}
