/** Takes a task apart: proposed sub-tasks for the criteria that are open. Pure; the rules are in its table of cases. */
import type { Task } from '../task.ts';
import { type OpenCriterion, partTexts } from './open-criteria.ts';
import { mostCriteria, type Section, sectionsOf } from './sections.ts';
import { criterionInWords, type DecompositionCause, type SubCriterion, type SubTask } from './sub-task.ts';
import { describeSubTask } from './sub-task-description.ts';
import { personTitle, splitTitle, titleOf } from './sub-task-title.ts';

type Parent = Pick<Task, 'id' | 'title' | 'file' | 'description'>;

export interface Proposal {
  /** In their order; each waits for the one before it. */
  readonly subTasks: readonly SubTask[];
  /** The criterion that is too large and lists no parts: a person has to split it. */
  readonly toSplit?: string;
}

/**
 * Proposes sub-tasks:
 * - one for each outermost group of open criteria, in chunks of at most ten; without groups, chunks of at most ten;
 * - a criterion that is too large comes first, alone, and each list item below it becomes a criterion. Its checks prove all
 *   of it, so they go with the last one;
 * - one that lists no parts would be too large again. What comes after it must not be worked on before it, so it keeps its
 *   place as a sub-task that a person has to split; where nothing comes after it, nothing is proposed.
 * @param open what is left, in file order; with the cause too-large, the first one is too large
 * @param most criteria of one sub-task
 */
export function proposeSubTasks(
  parent: Parent,
  open: readonly OpenCriterion[],
  cause: DecompositionCause,
  most = mostCriteria,
): Proposal {
  const [first, ...rest] = open;
  if (cause === 'limit' || first === undefined)
    return { subTasks: inOrder(parent, sectionsOf(open, most).map(ofSection)) };
  const isSplit = first.parts.length > 0;
  if (!isSplit && rest.length === 0) return { subTasks: [], toSplit: first.text };
  const drafts = [isSplit ? ofParts(first) : ofPerson(first), ...sectionsOf(rest).map(ofSection)];
  return { subTasks: inOrder(parent, drafts), ...(isSplit ? {} : { toSplit: first.text }) };
}

/** A sub-task before it knows its place. */
interface Draft {
  titleIn(parent: Parent): string;
  readonly criteria: readonly SubCriterion[];
  readonly sources: readonly OpenCriterion[];
  readonly group?: string;
  readonly needsPerson: boolean;
}

function inOrder(parent: Parent, drafts: readonly Draft[]): SubTask[] {
  return drafts.map(({ titleIn, criteria, sources, group, needsPerson }, index) => ({
    title: titleIn(parent),
    description: describeSubTask(parent, { index, total: drafts.length, group, needsPerson, sources }),
    criteria,
    ...(group === undefined ? {} : { group }),
    dependsOnPrevious: index > 0,
    needsPerson,
  }));
}

function ofSection(section: Section<OpenCriterion>): Draft {
  const { group, criteria } = section;
  return {
    titleIn: ({ title }) => titleOf(title, section),
    criteria: criteria.map(asIs),
    sources: criteria,
    ...(group === undefined ? {} : { group }),
    needsPerson: false,
  };
}

function ofParts(criterion: OpenCriterion): Draft {
  const { checks, above, group } = criterion;
  const texts = partTexts(criterion);
  const last = texts.length - 1;
  return {
    titleIn: ({ title }) => splitTitle(title, criterionInWords(criterion)),
    criteria: texts.map((text, index) => ({ text, checks: index === last ? checks : [], above })),
    sources: [criterion],
    ...(group === undefined ? {} : { group }),
    needsPerson: false,
  };
}

function ofPerson(criterion: OpenCriterion): Draft {
  const { group } = criterion;
  return {
    titleIn: ({ title }) => personTitle(title, criterionInWords(criterion)),
    criteria: [asIs(criterion)],
    sources: [criterion],
    ...(group === undefined ? {} : { group }),
    needsPerson: true,
  };
}

function asIs({ text, checks, above }: OpenCriterion): SubCriterion {
  return { text, checks, above };
}
