/** Figures as a table for people. */

export interface Figure {
  readonly what: string;
  readonly target?: string;
  readonly measured: string;
  /** Against something else on the same work. */
  readonly ratio: string;
  /** Left out where there is no target. */
  readonly isMet?: boolean;
}

/** Columns of equal width. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'target', 'measured', 'ratio'],
    ...figures.map(({ what, target, measured, ratio, isMet }) => [
      what,
      target === undefined ? '' : `${target}${isMet ? ': met' : ': MISSED'}`,
      measured,
      ratio,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle one of the values; undefined reads as 0, of none. */
export function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** `27 ms (24–40)` */
export function spread(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${medianOf(numbers).toFixed(0)} ms (${least.toFixed(0)}–${most.toFixed(0)})`;
}
