/** A waived criterion: `~~text~~ (reason)`, its text struck out, the reason behind it. */

/** Where the parts of a waived text stand in it. */
export interface Waiver {
  /** Place of the marks that open the struck out text; emphasis may stand before them. */
  readonly open: number;
  /** Place of the marks that close it. */
  readonly close: number;
  /** The reason in brackets that ends the text. */
  readonly reason?: string;
}

const strike = '~~';

/** Reads a text that begins struck out; undefined for any other. */
export function readWaiver(text: string): Waiver | undefined {
  const open = /^[*_]{0,3}(?=~~)/.exec(text)?.[0].length;
  if (open === undefined || text.indexOf(strike, open + strike.length) <= open + strike.length) return undefined;
  const behind = text.endsWith(')') ? text.lastIndexOf(`${strike} (`) : -1;
  if (behind > open + strike.length) {
    return { open, close: behind, reason: text.slice(behind + strike.length + 2, -1).trim() };
  }
  return { open, close: text.lastIndexOf(strike) };
}

/** What was struck out, without marks and reason; any other text as it is. */
export function withoutWaiver(text: string): string {
  const waiver = readWaiver(text);
  return waiver === undefined ? text : text.slice(waiver.open + strike.length, waiver.close);
}
