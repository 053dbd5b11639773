/**
 * Codex puts a marker in place of what looks like a secret in the commands of its event stream (measured with Codex
 * 0.169); who ran such a command cites it as it was. Pure.
 */
const marker = '[REDACTED_SECRET]';

/** Characters that a marker stands for: no white space and no quotes. */
const [shortest, longest] = [8, 256];
/** What a citation may have in its place. */
const masks = ['***', '<redacted>', '<hidden>'];
/** Markers in one command; one with more matches nothing but itself. */
const most = 20;

/** Whether both are the same, where each marker of the second stands for one piece of the first. */
export function isSameBehindMarkers(cited: string, ran: string): boolean {
  if (cited === ran) return true;
  const [start = '', ...parts] = ran.split(marker);
  if (parts.length === 0 || parts.length > most || !cited.startsWith(start)) return false;
  let ends = new Set([start.length]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      for (const after of endsOfPiece(cited, end)) if (cited.startsWith(part, after)) next.add(after + part.length);
    }
    ends = next;
  }
  return ends.has(cited.length);
}

function endsOfPiece(text: string, from: number): number[] {
  const piece = /^[^\s"']*/.exec(text.slice(from, from + longest))?.[0] ?? '';
  const lengths = Array.from({ length: Math.max(0, piece.length - shortest + 1) }, (_, index) => shortest + index);
  const masked = masks.filter((mask) => text.startsWith(mask, from)).map((mask) => mask.length);
  return [...lengths, ...masked].map((length) => from + length);
}
