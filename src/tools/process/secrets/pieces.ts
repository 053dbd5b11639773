/** Long texts in pieces, so that no rule runs over megabytes at once. Pure. */

export interface Piece {
  readonly text: string;
  /** Where it begins in the whole, in UTF-16 units. */
  readonly from: number;
}

/** Characters of a piece. */
const size = 1_000_000;
/** Characters that a piece has in common with the one before, so that nothing shorter is cut in both. */
const overlap = 64_000;

/** One piece where the text is short. Others begin at a document of YAML, or at a line, where the overlap has one. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; ; ) {
    pieces.push({ text: text.slice(from, from + size), from });
    if (from + size >= text.length) return pieces;
    const common = text.slice(from + size - overlap, from + size);
    const [document, line] = [common.indexOf('\n---'), common.indexOf('\n')];
    from += size - overlap + Math.max(0, document >= 0 ? document + 1 : line + 1);
  }
}
