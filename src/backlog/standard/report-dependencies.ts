/** What the JSON file of an item says about other items. */
import { idsOfText } from '../parse/action-report.ts';
import { saysNone } from '../parse/dependencies.ts';
import type { Condition, Dependency } from '../task.ts';
import type { Report } from './report.ts';

/** `related_items` states no dependency. */
const keys: readonly (readonly [string, Dependency['direction'], Dependency['source']])[] = [
  ['dependencies', 'upstream', 'depends_on'],
  ['depends_on', 'upstream', 'depends_on'],
  ['blocked_by', 'upstream', 'blocked_by'],
  ['blocks', 'downstream', 'blocks'],
];

/** Fields that name an item where the list holds objects. */
const idKeys = ['id', 'item_id', 'bug_id', 'feature_id', 'task_id', 'action_id'] as const;

export interface StatedDependencies {
  readonly dependencies: readonly Dependency[];
  readonly conditions: readonly Condition[];
}

/** Reads ids as texts, in texts, and in objects; an upstream text without an id is a condition. */
export function readReportDependencies(report: Report): StatedDependencies {
  const { json, file } = report;
  const dependencies: Dependency[] = [];
  const conditions: Condition[] = [];
  for (const [key, direction, source] of keys) {
    const value = json.values.get(key);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    items.forEach((item, index) => {
      if (item === undefined || item === null) return;
      const text = textOf(item);
      if (text === undefined) {
        report.fault(key, 'field-type', `"${key}" must be a list of ids; what is none in it is ignored.`);
        return;
      }
      const ids = idsOfText(text);
      const line = json.lineOf(key, index);
      dependencies.push(...ids.map((id) => ({ id, direction, source, line, file })));
      if (ids.length === 0 && text.trim() !== '' && direction === 'upstream' && !saysNone(text))
        conditions.push({ text, line, file });
    });
  }
  return { dependencies, conditions };
}

function textOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return typeof item === 'string' ? item : undefined;
  const fields = new Map<string, unknown>(Object.entries(item));
  return idKeys.map((key) => fields.get(key)).find((value) => typeof value === 'string');
}
