import {
  commands,
  EventEmitter,
  languages,
  Range,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import * as l10n from './l10n.ts';

/** The scheme of documents that the extension makes up; there is no file behind them, so nobody can edit them. */
export const documentScheme = 'agent-toolkit';

/** Bytes of a file's content in git that are shown. */
const largestContent = 2 * 1024 * 1024;

/**
 * Read-only documents: transcripts, diffs, reports, and files as git has them. A text is kept for as long as its document is open;
 * one that is shown as a preview until there is another of its name, since the editor closes and opens its document as it likes.
 */
export class Documents implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #rendered = new Map<string, string>();
  /** What this window asked for, by address: no other address makes git read anything. */
  readonly #blobs = new Map<string, { readonly root: string; readonly blob: string }>();
  /** What is compared with each other, by its name, then by address; the editor opens and closes such texts as one scrolls. */
  readonly #sets = new Map<string, ReadonlyMap<string, string>>();
  #setsMade = 0;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registrations = [
    workspace.registerTextDocumentContentProvider(documentScheme, this),
    workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    this.#changed,
  ];

  /** Shows the text from its top; one of this name that is open already is shown anew. The cursor goes there. */
  async show(
    name: string,
    language: 'markdown' | 'diff' | 'plaintext',
    text: string,
    column = ViewColumn.Active,
  ): Promise<void> {
    const uri = Uri.from({ scheme: documentScheme, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, language);
    const selection = new Range(0, 0, 0, 0);
    await window.showTextDocument(document, { preview: true, selection, viewColumn: column });
  }

  /** Shows Markdown as the editor's preview draws it; where it has none, as text. */
  async showRendered(name: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: documentScheme, path: `/${name}` });
    this.#rendered.set(uri.toString(), markdown);
    this.#changed.fire(uri);
    if (await hasPreview()) await commands.executeCommand('markdown.showPreview', uri);
    else await this.show(name, 'markdown', markdown);
  }

  /**
   * The address of a file's content in git, which is read when it is opened.
   * @param blob its object id
   * @param place stands before the path, where files of several repositories are shown
   */
  blobUri(root: string, path: string, blob: string, place?: string): Uri {
    const uri = Uri.from({
      scheme: documentScheme,
      path: `/${place === undefined ? '' : `${place}/`}${path}`,
      query: blob,
    });
    this.#blobs.set(uri.toString(), { root, blob });
    return uri;
  }

  /** Addresses of texts, which are kept until there is another set of this name. @param texts by path */
  setOf(name: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, Uri> {
    this.#setsMade += 1;
    const query = `${name} ${this.#setsMade}`;
    const uris = new Map(
      [...texts.keys()].map((path) => [path, Uri.from({ scheme: documentScheme, path: `/${path}`, query })]),
    );
    this.#sets.set(name, new Map([...uris].map(([path, uri]) => [uri.toString(), texts.get(path) ?? ''])));
    return uris;
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const blob = this.#blobs.get(uri.toString());
    if (blob !== undefined && workspace.isTrusted) return readContent(blob.root, blob.blob);
    const inSet = [...this.#sets.values()].find((texts) => texts.has(uri.toString()));
    return (
      inSet?.get(uri.toString()) ??
      this.#texts.get(uri.toString()) ??
      this.#rendered.get(uri.toString()) ??
      `${l10n.t('This text was shown in an earlier window. Open it again.')}\n`
    );
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}

/** The extension that comes with the editor can be disabled. */
async function hasPreview(): Promise<boolean> {
  return (await commands.getCommands(true)).includes('markdown.showPreview');
}

async function readContent(root: string, id: string): Promise<string> {
  const [{ findRepository }, { readBlobs }] = await Promise.all([
    import('../git/repository.ts'),
    import('../git/blobs.ts'),
  ]);
  const repository = await findRepository(root);
  const blob = repository === undefined ? undefined : (await readBlobs(repository, [id], largestContent)).get(id);
  if (blob === undefined) return `${l10n.t('Git no longer has this content.')}\n`;
  if (blob.size > largestContent) return `${l10n.t`${blob.size} bytes are too many to be shown here.`}\n`;
  return blob.bytes.includes(0) ? `${l10n.t`Binary content, ${blob.size} bytes.`}\n` : blob.bytes.toString('utf8');
}
