import type { EditorParts } from '../editor-parts.ts';
import { referenceOf } from '../task-reference.ts';

/** Shows what waits for what as a picture; the row's task in its middle. */
export function showGraph(parts: EditorParts, argument: unknown): Promise<void> {
  return parts.graph.show(parts, referenceOf(argument));
}
