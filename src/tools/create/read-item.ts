/** The parameters of create_work_item as a new item. */
import { cleanLine, isVisible } from '../../backlog/create/clean-text.ts';
import { plain } from '../../backlog/create/derived-criteria.ts';
import type { NewItem } from '../../backlog/create/new-item.ts';
import { readPriority } from '../../backlog/parse/field-values.ts';
import { isTaskId } from '../../backlog/task-id.ts';
import type { ToolParams } from '../contract.ts';
import { InputError } from '../input-error.ts';

/** Checks and cleans what the caller passed. @throws InputError that names the parameter, the cause and the next step */
export function readNewItem(params: ToolParams<'create_work_item'>): NewItem {
  const { item_type: type, acceptance_criteria: criteria } = params;
  const component = readComponent(params.component);
  const priority = readPriority(params.priority);
  if (priority === undefined) {
    throw new InputError(
      `priority "${shown(params.priority)}" is unknown. Use critical, high, medium or low, or P0 to P3.`,
    );
  }
  refuseNul('description', params.description);
  if (type === 'human_action' && params.depends_on.length > 0) {
    throw new InputError(
      'depends_on: a human action waits for nothing that is recorded. Name what waits for it in blocks.',
    );
  }
  return {
    type,
    title: readLine('title', params.title),
    description: params.description,
    ...(component === undefined ? {} : { component }),
    priority,
    labels: params.labels.map((label) => readLine('labels', label)),
    dependsOn: readIds('depends_on', params.depends_on),
    blocks: readIds('blocks', params.blocks),
    criteria: criteria.map((criterion) => readCriterion(criterion)),
  };
}

function readLine(name: string, text: string): string {
  refuseNul(name, text);
  const line = cleanLine(text);
  if (isVisible(line)) return line;
  throw new InputError(`${name}: It is empty. Write at least one word.`);
}

/** Real components are words and paths of folders (`agents/shared`); a path that leads elsewhere is a mistake. */
function readComponent(text: string): string | undefined {
  refuseNul('component', text);
  const component = cleanLine(text);
  if (component.split(/[/\\]/).includes('..') || /^(?:[/\\~]|[A-Za-z]:[/\\])/.test(component)) {
    throw new InputError(`component "${shown(component)}" is a path out of the repository. Name a part of the system.`);
  }
  return isVisible(component) && component.toLowerCase() !== 'unknown' ? component : undefined;
}

function readCriterion(text: string): string {
  const line = readLine('acceptance_criteria', text);
  if (plain(line).some(({ text: bare }) => isVisible(bare))) return line;
  throw new InputError(`acceptance_criteria: "${shown(text)}" says nothing. Write what has to be so.`);
}

/** Ids in capitals, each once. */
function readIds(name: string, texts: readonly string[]): string[] {
  const ids = texts.flatMap((text) => text.split(',').map((id) => id.trim()));
  const wrong = ids.find((id) => !isTaskId(id));
  if (wrong === undefined) return [...new Set(ids.map((id) => id.toUpperCase()))];
  throw new InputError(`${name}: "${shown(wrong)}" is no id. Write ids like TASK-012.`);
}

function refuseNul(name: string, text: string): void {
  if (text.includes('\0')) throw new InputError(`${name} holds a NUL character. Remove it, then try again.`);
}

function shown(text: string): string {
  const line = cleanLine(text);
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
