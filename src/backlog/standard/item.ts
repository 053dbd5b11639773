/** Reads one item of the standard layout: the texts of its files in, a task out. Never throws; what is wrong comes as problems. */

import { readFailedRuns } from '../parse/failed-runs.ts';
import { dayOf, readStatus, textField } from '../parse/field-values.ts';
import { hasStopMark } from '../parse/stop-mark.ts';
import type { Problem, Task } from '../task.ts';
import { readDependencySections } from './dependency-sections.ts';
import { type Document, documentProblems } from './document.ts';
import { readItemCriteria } from './item-criteria.ts';
import {
  readIdentity,
  readLabels,
  readOwnDescription,
  readOwnPriority,
  readOwnStatus,
  readOwnVerify,
} from './item-fields.ts';
import { type ItemSource, readParts } from './item-parts.ts';
import { idOfItemName, reportNames } from './places.ts';
import { readReportDependencies } from './report-dependencies.ts';

export interface ItemReading {
  /** Missing when the folder holds no item. */
  readonly task?: Task;
  /** Problems of a folder that is no item; those of an item are its own. */
  readonly problems: readonly Problem[];
}

/** Reads an item. A folder that is none, but looks like one, is a problem. */
export function parseItem(source: ItemSource): ItemReading {
  const parts = readParts(source);
  const unreadable = source.unreadable ?? [];
  const { report, prompt, tasks, plan } = parts;
  const identity = readIdentity(parts);
  if (source.texts.size === 0 || identity === undefined) return { problems: [...unreadable, ...whyNoItem(source)] };
  const criteria = readItemCriteria(parts, parts.mainFile);
  const stated = report === undefined ? { dependencies: [], conditions: [] } : readReportDependencies(report);
  const sections = readDependencySections([prompt, tasks, plan], criteria.file);
  const verify = readOwnVerify(parts, identity.problems);
  const documents = [prompt, tasks].filter((document) => document !== undefined);
  const type = report?.text('type') ?? frontText(documents, 'type');
  const status = readOwnStatus(parts, identity.problems);
  const mergedInto = report?.text('merged_into');
  const priority = readOwnPriority(parts, identity.problems);
  const conditions = [...stated.conditions, ...sections.conditions];
  const { file, form, items } = criteria;
  const home = documents.find((document) => document.file === file);
  const failedRuns = home === undefined ? [] : readFailedRuns(home.outline, home.sections, items);
  const created = dayOf(report?.text('created_date'));
  const task = {
    id: identity.id,
    title: identity.title,
    status,
    priority,
    labels: readLabels(report, type),
    ...(created === undefined ? {} : { created }),
    layout: 'standard',
    folder: source.folder,
    file,
    criteriaForm: form,
    ...(report === undefined ? {} : { reportFile: report.file }),
    description: readOwnDescription(report, prompt),
    criteria: items,
    dependencies: [...stated.dependencies, ...sections.dependencies],
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(mergedInto === undefined ? {} : { mergedInto }),
    ...(verify === undefined ? {} : { verify }),
    isHumanAction: type !== undefined && readStatus(type) === 'human_action',
    stop: (report?.text('stop') ?? frontText(documents, 'stop'))?.toLowerCase() === 'true' || documents.some(isStopped),
    ...(failedRuns.length === 0 ? {} : { failedRuns }),
  } as const;
  const problems = [
    ...unreadable,
    ...(report?.problems ?? []),
    ...identity.problems,
    ...documents.flatMap(documentProblems),
    ...criteria.problems,
  ];
  return { task: { ...task, problems: problems.toSorted(byPlace) }, problems: [] };
}

function frontText(documents: readonly Document[], key: string): string | undefined {
  return documents.map(({ front }) => textField(front, key)).find((text) => text !== undefined);
}

function isStopped({ outline, sections }: Document): boolean {
  return hasStopMark(outline, sections);
}

/** A folder among the items that holds a report or a prompt, or is named like an item, was meant as one. */
function whyNoItem({ path, texts, unreadable = [] }: ItemSource): Problem[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isNamed = idOfItemName(name) !== undefined;
  const main = [...reportNames, 'PROMPT.md' as const].find((file) => texts.has(file));
  // A file that is there and cannot be read has its own problem.
  if (main === undefined && (!isNamed || unreadable.length > 0)) return [];
  const message =
    main === undefined
      ? `${path} is not listed: it holds none of ${reportNames.join(', ')}, PROMPT.md, TASKS.md.`
      : `${path} is not listed: it has no id. Name the folder BUG-001-slug or FEAT-001-slug, or write an id in its JSON file.`;
  const file = main === undefined ? path : `${path}/${main}`;
  return [{ file, range: { start: 0, end: 1 }, severity: 'warning', code: 'not-an-item', message }];
}

function byPlace(one: Problem, other: Problem): number {
  return one.file.localeCompare(other.file) || one.range.start - other.range.start;
}
