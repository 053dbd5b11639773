/** Inputs of a row of questions: each tells its place in it, stays when focus leaves it, and has a button that leads back. */
import {
  Disposable,
  type InputBox,
  type QuickInput,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';
import { back, type Place } from './new-item/walk.ts';

export interface Question {
  /** The same for the whole row. */
  readonly title: string;
  readonly place: Place;
  readonly placeHolder: string;
}

type Answer<T> = T | typeof back | undefined;

/** One of the picks. @param active the one that is on at first, which Enter takes; else the first */
export function pickOne<Pick extends QuickPickItem>(
  question: Question,
  picks: readonly Pick[],
  active?: Pick,
): Promise<Answer<Pick>> {
  const picker = prepared(window.createQuickPick<Pick>(), question);
  picker.items = picks;
  if (active !== undefined) picker.activeItems = [active];
  return answered(picker, question, (accept) => [
    picker.onDidAccept(() => {
      const [pick] = picker.selectedItems;
      if (pick !== undefined) accept(pick);
    }),
  ]);
}

/** Any number of the picks. @param selected those that are ticked at first */
export function pickMany<Pick extends QuickPickItem>(
  question: Question,
  picks: readonly Pick[],
  selected: readonly Pick[],
): Promise<Answer<readonly Pick[]>> {
  const picker = prepared(window.createQuickPick<Pick>(), question);
  picker.canSelectMany = true;
  picker.items = picks;
  picker.selectedItems = selected;
  return answered(picker, question, (accept) => [picker.onDidAccept(() => accept([...picker.selectedItems]))]);
}

/** @param problem what is wrong with a text, which cannot be accepted then */
export function enterText(
  question: Question & { readonly value: string; readonly prompt?: string },
  problem: (text: string) => string | undefined,
): Promise<Answer<string>> {
  const box: InputBox = window.createInputBox();
  box.title = question.title;
  box.placeholder = question.placeHolder;
  box.prompt = question.prompt;
  box.value = question.value;
  return answered(box, question, (accept) => [
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    }),
    box.onDidAccept(() => {
      const found = problem(box.value);
      if (found === undefined) accept(box.value);
      else box.validationMessage = found;
    }),
  ]);
}

function prepared<Pick extends QuickPickItem>(
  picker: QuickPick<Pick>,
  { title, placeHolder }: Question,
): QuickPick<Pick> {
  picker.title = title;
  picker.placeholder = placeHolder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  return picker;
}

type Input = QuickInput & {
  buttons: InputBox['buttons'];
  onDidTriggerButton: InputBox['onDidTriggerButton'];
};

async function answered<T>(
  input: Input,
  { place }: Question,
  listen: (accept: (answer: T) => void) => Disposable[],
): Promise<Answer<T>> {
  input.step = place.step;
  input.totalSteps = place.total;
  input.ignoreFocusOut = true;
  if (place.canGoBack) input.buttons = [QuickInputButtons.Back];
  const listeners: Disposable[] = [];
  try {
    return await new Promise<Answer<T>>((resolve) => {
      listeners.push(
        ...listen(resolve),
        input.onDidTriggerButton((button) => {
          if (button === QuickInputButtons.Back) resolve(back);
        }),
        input.onDidHide(() => resolve(undefined)),
      );
      input.show();
    });
  } finally {
    Disposable.from(...listeners).dispose();
    input.dispose();
  }
}
