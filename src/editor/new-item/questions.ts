/** What is asked for a new work item, one question after the other. */
import { env, type QuickPickItem, window } from 'vscode';
import type { ItemType } from '../../backlog/create/new-item.ts';
import type { Priority } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import { enterText, pickMany, pickOne } from '../multi-step.ts';
import type { RepositoryQueue } from '../queue-entries.ts';
import { taskWord } from '../run-words.ts';
import { withoutIcons } from '../shown-text.ts';
import { criterionProblem, labelsIn, labelsProblem, type NewItemDraft, titleProblem } from './draft.ts';
import { back, type Place, type Step } from './walk.ts';

const title = () => l10n.t('New Work Item');

const kinds = (): readonly (QuickPickItem & { readonly type: ItemType })[] => [
  { label: `$(bug) ${l10n.t('Bug')}`, detail: l10n.t('Something that does not work.'), type: 'bug' },
  {
    label: `$(lightbulb) ${l10n.t('Feature')}`,
    detail: l10n.t('Something that is to be made or changed.'),
    type: 'feature',
  },
  {
    label: `$(person) ${l10n.t('Human Action')}`,
    detail: l10n.t('Something that only a person can do; it holds back what waits for it.'),
    type: 'human_action',
  },
];

const priorities = (): readonly (QuickPickItem & { readonly label: Priority })[] => [
  { label: 'critical', detail: l10n.t('Before everything else.') },
  { label: 'high', detail: l10n.t('Before what is planned.') },
  { label: 'medium', detail: l10n.t('In its turn.') },
  { label: 'low', detail: l10n.t('When nothing else is left.') },
];

/** What the questions need to know of the repository. */
export interface Surroundings {
  readonly queue: RepositoryQueue | undefined;
  /** Whether there are folders active and backlog. */
  readonly hasFolders: boolean;
}

export function questions({ queue, hasFolders }: Surroundings): Step<NewItemDraft>[] {
  return [
    {
      ask: (draft, place) =>
        one(
          draft,
          place,
          l10n.t('What is it?'),
          kinds(),
          ({ type }) => ({ type }),
          (pick) => pick.type === draft.type,
        ),
    },
    { ask: askTitle },
    { ask: askDescription },
    { applies: ({ description }) => description !== undefined, ask: askCriteria },
    {
      ask: (draft, place) =>
        one(
          draft,
          place,
          l10n.t('How urgent is it?'),
          priorities(),
          ({ label }) => ({ priority: label }),
          (pick) => pick.label === draft.priority,
        ),
    },
    { ask: (draft, place) => askLabels(draft, place, labelsOf(queue)) },
    {
      applies: ({ type }) => hasFolders && type !== 'human_action',
      ask: (draft, place) =>
        one(
          draft,
          place,
          l10n.t('Where to?'),
          folders(),
          ({ folder }) => ({ folder }),
          (pick) => pick.folder === draft.folder,
        ),
    },
    {
      applies: () => relatedPicks(queue, 'bug').length > 0,
      ask: (draft, place) => askRelated(draft, place, relatedPicks(queue, draft.type)),
    },
  ];
}

const folders = () =>
  [
    {
      label: `$(play) ${l10n.t('active')}`,
      detail: l10n.t('It can be processed as soon as nothing holds it back.'),
      folder: 'active',
    },
    {
      label: `$(archive) ${l10n.t('backlog')}`,
      detail: l10n.t('It comes after all that is active.'),
      folder: 'backlog',
    },
  ] as const;

async function one<Pick extends QuickPickItem>(
  draft: NewItemDraft,
  place: Place,
  placeHolder: string,
  picks: readonly Pick[],
  answer: (pick: Pick) => Partial<NewItemDraft>,
  isOn: (pick: Pick) => boolean,
): Promise<NewItemDraft | typeof back | undefined> {
  const pick = await pickOne({ title: title(), place, placeHolder }, picks, picks.find(isOn));
  return pick === undefined || pick === back ? pick : { ...draft, ...answer(pick) };
}

async function askTitle(draft: NewItemDraft, place: Place) {
  const placeHolder = l10n.t('One line: what is wrong, or what is wanted');
  const text = await enterText({ title: title(), place, placeHolder, value: draft.title }, titleProblem);
  return text === undefined || text === back ? text : { ...draft, title: text.trim() };
}

/** More than one line is written in an editor: in the file itself, or before and then taken over. */
async function askDescription(draft: NewItemDraft, place: Place) {
  const editor = window.activeTextEditor;
  const selected = editor === undefined ? '' : editor.document.getText(editor.selection).trim();
  const taken = (label: string, text: string) =>
    text === ''
      ? []
      : [{ label, detail: `${text.replace(/\s+/g, ' ').slice(0, 100)}`, text, kindOf: 'taken' as const }];
  const kept =
    draft.description === undefined || draft.description === ''
      ? []
      : taken(`$(check) ${l10n.t('Keep It')}`, draft.description);
  const line = `$(edit) ${l10n.t('One Line, Here')}`;
  const inFile = {
    label: `$(file-text) ${l10n.t('In the Task File')}`,
    detail: l10n.t('The file opens when it is there. You write it, criteria too, and commit it when it is whole.'),
    kindOf: 'file' as const,
  };
  const picks: (QuickPickItem & {
    readonly kindOf: 'taken' | 'clipboard' | 'line' | 'file';
    readonly text?: string;
  })[] = [
    ...kept,
    { label: line, detail: l10n.t('Enough where the title says nearly all.'), kindOf: 'line' },
    ...(draft.description?.includes(selected)
      ? []
      : taken(`$(selection) ${l10n.t('The Selection of the Editor')}`, selected)),
    {
      label: `$(clippy) ${l10n.t('The Clipboard')}`,
      detail: l10n.t('A log or a message that was copied, as it is.'),
      kindOf: 'clipboard',
    },
    inFile,
  ];
  let placeHolder = l10n.t('Where does the description come from?');
  for (;;) {
    const pick = await pickOne({ title: title(), place, placeHolder }, picks);
    if (pick === undefined || pick === back) return pick;
    if (pick.kindOf === 'file') return { ...draft, description: undefined, criteria: [] };
    if (pick.kindOf === 'clipboard') {
      // Read when it is asked for alone: it may hold anything.
      const copied = (await env.clipboard.readText()).trim();
      if (copied !== '') return { ...draft, description: copied };
      placeHolder = l10n.t('The clipboard holds no text. Where else does the description come from?');
      continue;
    }
    if (pick.kindOf === 'taken') return { ...draft, description: pick.text ?? '' };
    const inner = { ...place, canGoBack: true };
    const hint = l10n.t('What happens, where, and what should happen instead; may be empty');
    const text = await enterText(
      { title: title(), place: inner, placeHolder: hint, value: draft.description ?? '' },
      () => undefined,
    );
    if (text === undefined) return undefined;
    if (text !== back) return { ...draft, description: text.trim() };
  }
}

/** One after the other, until an empty one. Back takes the last one up again. */
async function askCriteria(draft: NewItemDraft, place: Place) {
  const criteria = [...draft.criteria];
  let value = '';
  for (;;) {
    const placeHolder = l10n.t`Acceptance criterion ${criteria.length + 1}: what can be checked when it is done`;
    const prompt =
      criteria.length === 0
        ? l10n.t('Empty: the lists of the description become the criteria, else the title.')
        : l10n.t`So far: ${criteria.join('; ')}. Empty: no more.`;
    const inner = { ...place, canGoBack: true };
    const text = await enterText({ title: title(), place: inner, placeHolder, prompt, value }, criterionProblem);
    if (text === undefined) return undefined;
    if (text === back) {
      const last = criteria.pop();
      if (last === undefined) return back;
      value = last;
      continue;
    }
    if (text.trim() === '') return { ...draft, criteria };
    criteria.push(text.trim());
    value = '';
  }
}

async function askLabels(draft: NewItemDraft, place: Place, used: readonly string[]) {
  const prompt = used.length === 0 ? l10n.t('None is in use here yet.') : l10n.t`In use here: ${used.join(', ')}.`;
  const value = draft.labels.join(', ');
  const placeHolder = l10n.t('Labels, with commas between them; may be empty');
  const text = await enterText({ title: title(), place, placeHolder, prompt, value }, labelsProblem);
  return text === undefined || text === back ? text : { ...draft, labels: labelsIn(text) };
}

async function askRelated(draft: NewItemDraft, place: Place, picks: readonly RelatedPick[]) {
  const placeHolder =
    draft.type === 'human_action'
      ? l10n.t('What waits for it? May be nothing')
      : l10n.t('What has to be done before it? May be nothing');
  const selected = picks.filter(({ id }) => draft.related.includes(id));
  const chosen = await pickMany({ title: title(), place, placeHolder }, picks, selected);
  return chosen === undefined || chosen === back ? chosen : { ...draft, related: chosen.map(({ id }) => id) };
}

type RelatedPick = QuickPickItem & { readonly id: string };

/** Tasks that are not over; human actions as well, unless the new item is one. */
function relatedPicks(queue: RepositoryQueue | undefined, type: ItemType): RelatedPick[] {
  if (queue === undefined) return [];
  const actions = type === 'human_action' ? [] : queue.actions;
  return [
    ...queue.tasks
      .filter(({ state }) => state !== 'completed')
      .map(({ id, title: name, state, priority }) => ({
        label: withoutIcons(`${id} ${name}`),
        description: `${taskWord(state)} · ${priority}`,
        id,
      })),
    ...actions.map(({ id, title: name }) => ({
      label: withoutIcons(`${id} ${name}`),
      description: l10n.t('human action'),
      id,
    })),
  ];
}

/** Those that most tasks have. */
function labelsOf(queue: RepositoryQueue | undefined): string[] {
  const counts = new Map<string, number>();
  for (const label of queue?.tasks.flatMap(({ labels }) => labels) ?? [])
    counts.set(label, (counts.get(label) ?? 0) + 1);
  const most = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 12);
  return most.map(([label]) => label);
}
