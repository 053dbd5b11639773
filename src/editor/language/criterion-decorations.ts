import {
  type DecorationOptions,
  Disposable,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { taskKey } from '../queue-entries.ts';
import { Soon } from '../soon.ts';
import { type CriterionMark, criterionMarks, type MarkState } from './criterion-marks.ts';
import type { LanguageParts } from './language-parts.ts';
import { pictureAddress } from './mark-pictures.ts';

/** A run reports, and a person types, more often than anybody can read. */
const debounceMs = 100;

const states = ['done', 'running', 'failed'] as const satisfies readonly MarkState[];

/** Shows beside the criteria of task files that are seen which are done, which one is in work and which one failed. */
export class CriterionDecorations {
  readonly #parts: LanguageParts;
  readonly #types = new Map<MarkState, TextEditorDecorationType>(states.map((state) => [state, typeOf(state)]));
  readonly #disposable: Disposable;
  readonly #soon = new Soon(() => {
    for (const editor of window.visibleTextEditors) this.#decorate(editor).catch(this.#parts.report);
  }, debounceMs);

  constructor(parts: LanguageParts) {
    this.#parts = parts;
    const soon = () => this.#soon.ask();
    this.#disposable = Disposable.from(
      ...this.#types.values(),
      window.onDidChangeVisibleTextEditors(soon),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (window.visibleTextEditors.some((editor) => editor.document === document)) this.#soon.ask();
      }),
      parts.source.changed.listen(soon),
      parts.runs.changed.listen(soon),
    );
    this.#soon.ask();
  }

  dispose(): void {
    this.#soon.dispose();
    this.#disposable.dispose();
  }

  async #decorate(editor: TextEditor): Promise<void> {
    const { document } = editor;
    if (this.#parts.files.placeOf(document) === undefined) return;
    const { version } = document;
    const live = await this.#parts.files.read(document);
    if (live === undefined || document.version !== version) return;
    const { root, file, work } = live;
    const { source, runs } = this.#parts;
    const entry = source.task(root, file);
    const task = work?.task;
    const isTask = entry !== undefined && task?.file === file;
    const run = runs.shown.find(({ repository, itemId }) => repository === root && itemId === entry?.id);
    const outcome = entry === undefined ? undefined : runs.outcomes.get(taskKey(root, entry.id));
    const marks = isTask ? criterionMarks(task.criteria, run, outcome) : [];
    for (const [state, type] of this.#types) {
      editor.setDecorations(type, marks.filter((mark) => mark.state === state).map(optionsOf));
    }
  }
}

function optionsOf({ line, text }: CriterionMark): DecorationOptions {
  // Without a text the line's start is enough: the gutter would have the picture beside each row of a line that is wrapped.
  if (text === '') return { range: new Range(line, 0, line, 0) };
  const range = new Range(line, 0, line, Number.MAX_SAFE_INTEGER);
  // What stands behind the line is no text that a screen reader comes to; a hover is.
  return { range, hoverMessage: text, renderOptions: { after: { contentText: text } } };
}

function typeOf(state: MarkState): TextEditorDecorationType {
  const picture = (theme: 'light' | 'dark') => ({ gutterIconPath: Uri.parse(pictureAddress(state, theme)) });
  const rulers = { running: 'progressBar.background', failed: 'editorError.foreground' } as const;
  return window.createTextEditorDecorationType({
    light: picture('light'),
    dark: picture('dark'),
    gutterIconSize: 'contain',
    after: { color: new ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 1.5em' },
    ...(state === 'done'
      ? {}
      : { overviewRulerColor: new ThemeColor(rulers[state]), overviewRulerLane: OverviewRulerLane.Left }),
  });
}
