import { CodeLens, type CodeLensProvider, Disposable, EventEmitter, Range, type TextDocument, workspace } from 'vscode';
import { countCriteria } from '../../backlog/parse/criteria.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { commandIds } from '../ids.ts';
import { type Lens, taskLenses } from '../lens-model.ts';
import { Soon } from '../soon.ts';
import { actionBoxes, actionIdOf } from './action-boxes.ts';
import { actionLenses, criterionLenses } from './criterion-lenses.ts';
import type { LanguageParts } from './language-parts.ts';
import type { LiveFile } from './live-files.ts';

/** A run reports more often than anybody can read. */
const debounceMs = 50;

/**
 * The lenses of a task file. Counts and criteria are those of the text as it stands in the editor, what blocks the task is
 * what the queue knows; nothing is run for them.
 */
export class LensProvider implements CodeLensProvider {
  readonly #parts: LanguageParts;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #disposable: Disposable;
  readonly #soon = new Soon(() => this.#changed.fire(), debounceMs);

  constructor(parts: LanguageParts) {
    this.#parts = parts;
    const soon = () => this.#soon.ask();
    this.#disposable = Disposable.from(
      this.#changed,
      parts.source.changed.listen(soon),
      parts.runs.changed.listen(soon),
      workspace.onDidGrantWorkspaceTrust(soon),
      workspace.onDidChangeConfiguration(soon),
    );
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const at = this.#parts.files.placeOf(document);
    if (at === undefined || !readEditorSettings(document.uri).codeLens) return [];
    const live = await this.#parts.files.read(document);
    if (live === undefined) return [];
    return live.place.kind === 'action' ? lensesOfAction(live) : this.#lensesOfTask(live);
  }

  #lensesOfTask({ root, file, work }: LiveFile): CodeLens[] {
    const { source, runs } = this.#parts;
    const entry = source.task(root, file);
    const task = work?.task;
    if (entry === undefined || task?.file !== file) return [];
    const { total, open } = countCriteria(task.criteria);
    const active = runs.on(root);
    const run = active?.itemId === entry.id ? active : undefined;
    const trusted = workspace.isTrusted;
    const reference = { repository: root, itemId: entry.id, file };
    const above = taskLenses({ ...entry, done: total - open, total }, run, trusted).map((lens) => {
      const target = lens.itemId === undefined ? reference : { repository: root, itemId: lens.itemId };
      return codeLens(lens, 0, target);
    });
    const each = criterionLenses(task.criteria, entry, { running: active !== undefined, trusted });
    return [...above, ...each.map((lens) => codeLens(lens, lens.line, { ...reference, criterion: lens.criterion }))];
  }

  dispose(): void {
    this.#soon.dispose();
    this.#disposable.dispose();
  }
}

function lensesOfAction({ root, file, text }: LiveFile): CodeLens[] {
  const itemId = actionIdOf(file);
  if (itemId === undefined || !file.endsWith('.md')) return [];
  return actionLenses(actionBoxes(text), workspace.isTrusted).map((lens) =>
    codeLens(lens, lens.line, { repository: root, itemId, file, criterion: lens.criterion }),
  );
}

function codeLens({ title, tooltip, command }: Lens, line: number, argument: object): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), {
    ...{ title, tooltip, command: commandIds[command] },
    arguments: [argument],
  });
}
