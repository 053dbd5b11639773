import { EventEmitter, languages, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';

/** The scheme of documents that the extension makes up; there is no file behind them, so nobody can edit them. */
const scheme = 'agent-toolkit';

/** Read-only documents: transcripts and diffs. A text is kept for as long as its document is open. */
export class Documents implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registrations = [
    workspace.registerTextDocumentContentProvider(scheme, this),
    workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    this.#changed,
  ];

  /** Shows the text; one of this name that is open already is shown anew. The cursor goes there. */
  async show(name: string, language: 'markdown' | 'diff', text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, language);
    await window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? 'This text was shown in an earlier window. Open it again.\n';
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}
