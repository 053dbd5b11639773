/**
 * What sources said, as bytes that can be kept: whoever reads the repository later need only look which files changed.
 * Criteria and descriptions are most of it, and hardly any are looked at: they stand behind all else, and are read one by one
 * when somebody does.
 */
import { createHash } from 'node:crypto';
import { type CriteriaCount, countOf, noteCount } from '../parse/criteria.ts';
import type { Task } from '../task.ts';
import type { KeptSource } from './kept-source.ts';
import type { Piece } from './source.ts';

/** Bytes that were kept. */
export interface KeptBytes {
  /** @throws Error when there are not so many, or they cannot be read */
  read(start: number, length: number): Buffer;
}

/** Where what was read is kept for who reads the repository next: another window, or this one when it is opened again. */
export interface ReadingMemory {
  /** What was kept last, if it was by the same version; read from as long as anybody has a task of it. */
  recall(): KeptBytes | undefined;
  /** Told when that cannot be made out; all is read then. */
  failed(error: unknown): void;
  keep(bytes: Buffer): Promise<void>;
}

type Tail = Pick<Task, 'criteria' | 'description'>;
type Head = Omit<Task, keyof Tail>;
type Place = readonly [start: number, length: number, hash: string];
type Known = readonly [
  ...print: readonly [size: number, mtimeMs: number, ctimeMs: number, ino: number, dev: number],
  target?: string,
];

/** One line; the place is that of the tails of its tasks, counted from the end of all lines. */
type Line = readonly [
  key: string,
  names: readonly string[],
  folderPath: string,
  known: readonly Known[],
  piece: Omit<Piece, 'tasks'>,
  tasks: readonly (readonly [head: Head, total: number, open: number])[],
  tails: Place,
];

/** In front stand how many bytes all lines have, and their hash. */
const lengthDigits = 15;
const hashLength = 16;
const linesStart = lengthDigits + hashLength + 1;

/** Makes the bytes. */
export class KeptLines {
  readonly #lines: Buffer[] = [];
  readonly #tails: Buffer[] = [];
  #tailsLength = 0;

  /** Leaves out what is to be read again in any case, or is not read to the end. */
  add({ source, piece, folderPath, isWhole, known }: KeptSource): void {
    if (!isWhole || known === undefined || folderPath === undefined) return;
    const { tasks = [], ...rest } = piece;
    const tails = Buffer.from(
      JSON.stringify(tasks.map(({ criteria, description }): Tail => ({ criteria, description }))),
    );
    const line: Line = [
      ...([source.key, source.names, folderPath] as const),
      known.map(({ target, print: { size, mtimeMs, ctimeMs, ino, dev } }): Known => {
        const print = [size, mtimeMs, ctimeMs, ino, dev] as const;
        return target === undefined ? print : [...print, target];
      }),
      rest,
      tasks.map((task) => {
        const { criteria: _, description: __, ...head } = task;
        const { total, open } = countOf(task);
        return [head, total, open];
      }),
      [this.#tailsLength, tails.length, hashOf(tails)],
    ];
    this.#lines.push(Buffer.from(`${JSON.stringify(line)}\n`));
    this.#tails.push(tails);
    this.#tailsLength += tails.length;
  }

  bytes(): Buffer {
    const lines = Buffer.concat(this.#lines);
    const first = Buffer.from(`${String(lines.length).padStart(lengthDigits, '0')}${hashOf(lines)}\n`);
    return Buffer.concat([first, lines, ...this.#tails]);
  }
}

/**
 * The sources that were kept, in their order.
 * @param readAgain what a source says by its files, where the rest of what was kept of it is there no more
 * @throws Error when the bytes are none of `KeptLines`, or cannot be read
 */
export function* keptSources(bytes: KeptBytes, readAgain: (key: string) => Piece): Generator<KeptSource> {
  const first = bytes.read(0, linesStart).toString('latin1');
  const length = Number(first.slice(0, lengthDigits));
  const lines = readChecked(bytes, linesStart, length, first.slice(lengthDigits, -1));
  for (let start = 0; start < length; ) {
    const end = lines.indexOf('\n', start);
    const line = JSON.parse(lines.toString('utf8', start, end)) as Line;
    const [key, , , , , , [at, size, hash]] = line;
    yield keptSource(line, () => {
      try {
        return JSON.parse(readChecked(bytes, linesStart + length + at, size, hash).toString('utf8')) as readonly Tail[];
      } catch {
        // Another window has kept something else, or the disk lost it: the files say it, too.
        return readAgain(key).tasks ?? [];
      }
    });
    start = end + 1;
  }
}

function keptSource(line: Line, readTails: () => readonly Tail[]): KeptSource {
  const [key, names, folderPath, known, piece, heads] = line;
  let made: readonly Tail[] | undefined;
  const tails = () => {
    made ??= readTails();
    return made;
  };
  const tasks = heads.map(([head, total, open], index) => taskOf(head, { total, open }, () => tails()[index]));
  return {
    ...{ source: { key, names }, folderPath, isWhole: true },
    piece: tasks.length === 0 ? piece : { ...piece, tasks },
    known: known.map(([size, mtimeMs, ctimeMs, ino, dev, target], index) => ({
      path: `${folderPath}/${names[index]}`,
      target,
      print: { size, mtimeMs, ctimeMs, ino, dev },
    })),
  };
}

/** @param tail undefined where its file has gone meanwhile, and the task with it */
function taskOf(head: Head, count: CriteriaCount, tail: () => Tail | undefined): Task {
  const task: Task = {
    ...head,
    get criteria() {
      return tail()?.criteria ?? [];
    },
    get description() {
      return tail()?.description ?? '';
    },
  };
  noteCount(task, count);
  return task;
}

function readChecked(bytes: KeptBytes, start: number, length: number, hash: string): Buffer {
  const read = bytes.read(start, length);
  if (hashOf(read) !== hash) throw new Error('What was kept of the tasks is not as it was written.');
  return read;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64').slice(0, hashLength);
}
