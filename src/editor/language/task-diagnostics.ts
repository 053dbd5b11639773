import { join } from 'node:path';
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import type { KnownBacklog } from '../../backlog/lint/edited-backlog.ts';
import type { Problem } from '../../backlog/task.ts';
import { isGone, problemsOfOpenWork } from './file-problems.ts';
import type { LanguageParts } from './language-parts.ts';
import { visibleRange } from './text-edit.ts';

/** Long enough that nothing is read while somebody types, short enough to feel immediate. */
const debounceMs = 300;
/** Files that are not open and are told of; the log has all. */
const mostClosed = 500;

export const diagnosticSource = 'Agent Toolkit';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/**
 * Tells what is wrong with the files of the queue: of those that are open as they stand in the editor, of others as they
 * were last read, and only where it concerns open work.
 */
export class TaskDiagnostics {
  readonly #parts: LanguageParts;
  readonly #collection: DiagnosticCollection;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Files that are not open and have something told, with what it was told from. */
  readonly #closed = new Map<string, readonly Problem[]>();
  readonly #told = new Map<string, KnownBacklog>();
  readonly #disposable: Disposable;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
    this.#collection = languages.createDiagnosticCollection('agentToolkit');
    this.#disposable = Disposable.from(
      this.#collection,
      workspace.onDidOpenTextDocument((document) => this.#soon(document, 0)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soon(document, debounceMs)),
      workspace.onDidCloseTextDocument((document) => this.#close(document)),
      parts.source.changed.listen(() => this.#all()),
    );
    this.#all();
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#disposable.dispose();
  }

  #all(): void {
    for (const document of workspace.textDocuments) this.#soon(document, 0);
    this.#tellClosed();
  }

  #soon(document: TextDocument, waitMs: number): void {
    if (this.#parts.files.placeOf(document) === undefined) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    const look = () => {
      this.#timers.delete(key);
      this.#look(document).catch(this.#parts.report);
    };
    this.#timers.set(key, setTimeout(look, waitMs));
  }

  async #look(document: TextDocument): Promise<void> {
    const { version } = document;
    const live = await this.#parts.files.read(document);
    // A newer text has a look of its own.
    if (live === undefined || document.isClosed || document.version !== version) return;
    // The editor keeps the text of a deleted file for a while; only what somebody typed into it still counts.
    if (!document.isDirty && isGone(live)) return this.#collection.delete(document.uri);
    this.#collection.set(
      document.uri,
      this.#parts.problems.of(live).map((problem) => diagnosticOf(problem, document)),
    );
  }

  #close(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    const at = this.#parts.files.placeOf(document);
    if (at === undefined) return;
    this.#collection.delete(document.uri);
    // Its text on disk counts again.
    this.#closed.delete(document.uri.fsPath);
    this.#told.delete(at.root);
    this.#tellClosed();
  }

  #tellClosed(): void {
    const open = new Set(workspace.textDocuments.map(({ uri }) => uri.fsPath));
    const roots = this.#parts.source.folders.map(({ root }) => root);
    const known = roots.flatMap((root) => {
      const one = this.#parts.known(root);
      return one === undefined ? [] : [[root, one] as const];
    });
    const isAsTold = known.length === this.#told.size && known.every(([root, one]) => this.#told.get(root) === one);
    if (isAsTold) return;
    this.#told.clear();
    for (const [root, one] of known) this.#told.set(root, one);
    const now = new Map<string, readonly Problem[]>();
    for (const [root, one] of known) {
      for (const [file, problems] of problemsOfOpenWork(one)) {
        const path = join(root, file);
        if (now.size < mostClosed && !open.has(path)) now.set(path, problems);
      }
    }
    this.#showClosed(now, open);
  }

  /** Only what changed crosses to the window, and that in one message. */
  #showClosed(now: ReadonlyMap<string, readonly Problem[]>, open: ReadonlySet<string>): void {
    const changes: [Uri, Diagnostic[] | undefined][] = [];
    for (const path of this.#closed.keys()) {
      if (now.has(path)) continue;
      this.#closed.delete(path);
      if (!open.has(path)) changes.push([Uri.file(path), undefined]);
    }
    for (const [path, problems] of now) {
      const before = this.#closed.get(path);
      if (before?.length === problems.length && before.every((one, index) => one === problems[index])) continue;
      this.#closed.set(path, problems);
      changes.push([Uri.file(path), problems.map((problem) => diagnosticOf(problem))]);
    }
    if (changes.length > 0) this.#collection.set(changes);
  }
}

/** @param document the text that the problem was found in; a whole line where it is not open */
export function diagnosticOf(problem: Problem, document?: TextDocument): Diagnostic {
  const { range, severity, code, message } = problem;
  const lines = document === undefined ? undefined : visibleRange(document, range);
  const place =
    lines === undefined
      ? new Range(range.start, 0, Math.max(range.start, range.end - 1), Number.MAX_SAFE_INTEGER)
      : new Range(lines.start.line, lines.start.character, lines.end.line, lines.end.character);
  const diagnostic = new Diagnostic(place, message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = code;
  return diagnostic;
}
