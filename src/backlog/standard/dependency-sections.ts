/** `## Dependencies` of the markdown files of an item. */
import { readDependencies } from '../parse/dependencies.ts';
import type { Condition, Dependency } from '../task.ts';
import { idKey } from '../task-id.ts';
import type { Document } from './document.ts';
import type { StatedDependencies } from './report-dependencies.ts';

/**
 * The union of what the files state; an id that several of them state in one way comes once.
 * @param own the task's own file, which is not named again
 */
export function readDependencySections(documents: readonly (Document | undefined)[], own: string): StatedDependencies {
  const dependencies = new Map<string, Dependency>();
  const conditions: Condition[] = [];
  for (const document of documents) {
    if (document === undefined) continue;
    const { file, front, outline, sections } = document;
    const place = file === own ? {} : { file };
    const reading = readDependencies(front, outline, sections);
    for (const dependency of reading.dependencies) {
      const key = `${idKey(dependency.id)} ${dependency.direction} ${dependency.source}`;
      if (!dependencies.has(key)) dependencies.set(key, { ...dependency, ...place });
    }
    conditions.push(...reading.conditions.map((condition) => ({ ...condition, ...place })));
  }
  return { dependencies: [...dependencies.values()], conditions };
}
