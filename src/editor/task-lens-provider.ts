import {
  CodeLens,
  type CodeLensProvider,
  type DocumentFilter,
  EventEmitter,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { readEditorSettings } from './editor-settings.ts';
import { commandIds } from './ids.ts';
import { taskLenses } from './lens-model.ts';
import type { QueueSource } from './queue-source.ts';
import type { Runs } from './runs.ts';
import { taskOfFile } from './task-reference.ts';

/** Task files on disk; a diff or an output of git has another scheme. */
export const taskFileSelector: readonly DocumentFilter[] = [
  '**/tasks/{active,backlog,blocked,completed,deprecated}/*.md',
  '**/{bugs,features,completed,deprecated}/*/{TASKS,PROMPT}.md',
].map((pattern) => ({ scheme: 'file', pattern }));

/** The lenses above a task file. They show what the queue knows; nothing is parsed or read for them. */
export class TaskLensProvider implements CodeLensProvider {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #source: QueueSource;
  readonly #runs: Runs;

  constructor(source: QueueSource, runs: Runs) {
    this.#source = source;
    this.#runs = runs;
  }

  refresh(): void {
    this.#changed.fire();
  }

  provideCodeLenses({ uri }: TextDocument): CodeLens[] {
    const found = taskOfFile(this.#source, uri.fsPath);
    if (found === undefined || !readEditorSettings(uri).codeLens) return [];
    const { task, reference } = found;
    const active = this.#runs.on(reference.repository);
    const run = active?.itemId === task.id ? active : undefined;
    return taskLenses(task, run, workspace.isTrusted).map(({ title, tooltip, command, itemId }) => {
      const target = itemId === undefined ? reference : { repository: reference.repository, itemId };
      const found = { title, tooltip, command: commandIds[command], arguments: [target] };
      return new CodeLens(new Range(0, 0, 0, 0), found);
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
