/** Verdicts on objects for people: a table, problems first, and a summary. */
import type { DumpVerdict } from '../cluster/dump/judge-dump.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

type Verdict = DumpVerdict['verdict'];

/** Worst first. */
const looks = [
  ['failed', 'red', 'bad'],
  ['unknown', 'yellow', 'unsure'],
  ['terminating', 'yellow', 'warning'],
  ['progressing', 'yellow', 'warning'],
  ['suspended', 'yellow', 'warning'],
  ['healthy', 'green', 'good'],
] as const satisfies readonly (readonly [Verdict, Parameters<Style>[0], keyof Style['marks']])[];

/** Columns are no wider than this, so that one long name does not push all messages aside. */
const widest = 56;
/** A message that has fewer cells beside its columns stands below them. */
const narrowest = 40;

/**
 * A line for each object, what stands twice with the same verdict once, the worst first, otherwise in their order.
 * Events are counted only: they speak of others.
 */
export function healthReport(verdicts: readonly DumpVerdict[], files: number, style: Style): string {
  const unique = new Map(verdicts.map((verdict) => [JSON.stringify(verdict), verdict]));
  const all = [...unique.values()];
  const shown = all.filter(({ kind }) => kind !== 'Event');
  const rows = looks.flatMap(([wanted, colour, mark]) =>
    shown
      .filter(({ verdict }) => verdict === wanted)
      .map((verdict) => ({
        wanted,
        first: style(colour, `${style.marks[mark]} ${wanted.padEnd('progressing'.length)}`),
        object: printable(nameOf(verdict)),
        reason: printable(verdict.reason),
        message: verdict.message,
      })),
  );
  const objectWidth = columnWidth(rows.map(({ object }) => object));
  const reasonWidth = columnWidth(rows.map(({ reason }) => reason));
  const indent = 2 + 'progressing'.length + 2 + objectWidth + 2 + reasonWidth + 2;
  const lines = rows.flatMap(({ wanted, first, object, reason, message }) => {
    const columns = `${first}  ${object.padEnd(objectWidth)}  ${style(wanted === 'healthy' ? 'dim' : 'bold', reason.padEnd(reasonWidth))}  `;
    if (style.width - indent >= narrowest) return hanging(columns, indent, message, style);
    return [columns.trimEnd(), ...hanging('    ', 4, message, style)];
  });
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), summary(shown, all.length - shown.length, files, style)].join('\n')}\n`;
}

/** `Deployment shop/web` */
function nameOf({ kind, namespace, name }: DumpVerdict): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

function columnWidth(texts: readonly string[]): number {
  return Math.min(
    widest,
    texts.reduce((most, { length }) => Math.max(most, length), 0),
  );
}

/** `✖ 2 failed, 1 progressing, 14 healthy: 17 objects in 3 files.` */
function summary(shown: readonly DumpVerdict[], events: number, files: number, style: Style): string {
  const counts = looks.map(
    ([wanted, colour, mark]) =>
      [shown.filter(({ verdict }) => verdict === wanted).length, wanted, colour, mark] as const,
  );
  const present = counts.filter(([count]) => count > 0);
  const [, , colour, mark] = present[0] ?? [0, 'healthy', 'green', 'good'];
  const parts = present.map(([count, word]) => `${count} ${word}`);
  const also = events === 0 ? '' : ` and ${counted(events, 'event')}`;
  const where = `${counted(shown.length, 'object')}${also} in ${counted(files, 'file')}`;
  return style(colour, `${style.marks[mark]} ${[parts.join(', '), where].filter((part) => part !== '').join(': ')}.`);
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
