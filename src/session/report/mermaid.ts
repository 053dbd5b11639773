/** Text of other people in Mermaid diagrams, where one sign too many leaves no diagram at all. Pure. */
import { cut } from './inline.ts';

const labelLength = 48;

/**
 * A label: letters, digits and signs that mean nothing in any Mermaid diagram, cut to a bearable length; never empty.
 * Quotes, colons, semicolons, hashes, percent signs, angle and square brackets and backticks become blanks.
 */
export function mermaidLabel(text: string, length = labelLength): string {
  const kept = text.replace(/[^\p{L}\p{N} .,_/()+-]/gu, ' ').replace(/-{2,}/g, '-');
  return cut(kept, length) || '-';
}

/** The diagram in its fence. */
export function mermaidBlock(lines: readonly string[]): string {
  return ['```mermaid', ...lines, '```'].join('\n');
}
