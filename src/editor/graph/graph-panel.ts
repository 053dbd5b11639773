import { randomBytes } from 'node:crypto';
import { Disposable, env, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { openAction } from '../commands/open-task.ts';
import { tellFailure, titleOf } from '../commands/tell-failure.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { RepositoryQueue } from '../queue-entries.ts';
import { Soon } from '../soon.ts';
import { findReferenced, type TaskReference } from '../task-reference.ts';
import type { Graph } from './graph.ts';
import { graphHtml } from './graph-html.ts';
import { graphOfQueue } from './graph-of-queue.ts';
import { graphUpdate } from './graph-update.ts';
import { readFromPage, type ToPage } from './messages.ts';
import { savePicture } from './save-picture.ts';

/** A run reports more often than anybody can read. */
const settleMs = 100;

/** Fills a panel with the graph of a repository, and keeps it as the queue is. A hidden page is told nothing: it asks when it is shown. */
export class GraphPanel {
  readonly #panel: WebviewPanel;
  readonly #parts: EditorParts;
  readonly #disposable: Disposable;
  #root: string | undefined;
  /** What the page has; undefined while it does not listen. */
  #sent: Graph | undefined;
  #isListening = false;
  /** The task to be shown as soon as the page has it. */
  #wanted: TaskReference | undefined;
  readonly #soon = new Soon(() => this.#update(), settleMs);

  /** @param pages the folder that the page is loaded from; the page may load nothing else */
  constructor(panel: WebviewPanel, parts: EditorParts, pages: Uri, wanted: TaskReference | undefined) {
    this.#panel = panel;
    this.#parts = parts;
    this.#wanted = wanted;
    this.#root = wanted?.repository;
    const { webview } = panel;
    const soon = () => this.#updateSoon();
    this.#disposable = Disposable.from(
      webview.onDidReceiveMessage((message: unknown) =>
        this.#receive(message).catch((error) => tellFailure(this.#parts, titleOf('showGraph'), error)),
      ),
      panel.onDidChangeViewState(() => {
        // The editor takes a hidden page down; it says that it is ready when it is loaded again.
        if (!panel.visible) this.#forget();
      }),
      parts.source.changed.listen(soon),
      parts.runs.changed.listen(soon),
    );
    panel.onDidDispose(() => {
      this.#soon.dispose();
      this.#disposable.dispose();
    });
    webview.options = { enableScripts: true, localResourceRoots: [pages] };
    const address = (file: string) => webview.asWebviewUri(Uri.joinPath(pages, file)).toString();
    webview.html = graphHtml({
      cspSource: webview.cspSource,
      script: address('graph-page.js'),
      style: address('graph-page.css'),
      worker: address('graph-layout.js'),
      ...{ language: env.language, texts: l10n.bundle ?? {} },
      nonce: randomBytes(16).toString('base64url'),
    });
  }

  /** Brings the panel to the front, with the task in its middle where one is named. */
  show(wanted: TaskReference | undefined): void {
    this.#panel.reveal();
    if (wanted === undefined) return;
    this.#wanted = wanted;
    if (this.#root !== wanted.repository) this.#sent = undefined;
    this.#root = wanted.repository;
    this.#update();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #forget(): void {
    this.#sent = undefined;
    this.#isListening = false;
  }

  #updateSoon(): void {
    if (this.#isListening) this.#soon.ask();
  }

  #update(): void {
    if (!this.#isListening || !this.#parts.source.loaded) return;
    const repository = this.#repository();
    const state = this.#parts.state();
    const graph =
      repository === undefined ? { root: '', nodes: [], edges: [], circles: [] } : graphOfQueue(repository, state);
    const update = graphUpdate(this.#sent, graph);
    this.#sent = graph;
    const focus = this.#focusIn(graph);
    if (update === 'all') {
      const repositories = this.#parts.source.queues.map(({ root, name }) => ({ root, name }));
      this.#post({ kind: 'graph', graph, repositories, ...(focus === undefined ? {} : { focus }) });
      return;
    }
    if (update !== 'none') this.#post({ kind: 'nodes', nodes: update });
    if (focus !== undefined) this.#post({ kind: 'focus', key: focus });
  }

  /** The one that was chosen, else the first. */
  #repository(): RepositoryQueue | undefined {
    const { queues } = this.#parts.source;
    return queues.find(({ root }) => root === this.#root) ?? queues[0];
  }

  /** The key of the task that was asked for; it is asked for once. */
  #focusIn(graph: Graph): string | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted === undefined || wanted.repository !== graph.root) return undefined;
    const file = findReferenced(this.#parts.source, wanted)?.file;
    return graph.nodes.find((node) => (file === undefined ? node.id === wanted.itemId : node.file === file))?.key;
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(value: unknown): Promise<void> {
    const message = readFromPage(value);
    switch (message?.kind) {
      case 'ready':
        this.#root ??= message.root;
        this.#sent = undefined;
        this.#isListening = true;
        return this.#update();
      case 'choose':
        this.#root = message.root;
        return this.#update();
      case 'open':
        return this.#open(message.key, message.stay);
      case 'save':
        return savePicture(this.#sent?.root, message.svg);
    }
  }

  /** Only files that the queue knows: the page names a node, not a path. */
  async #open(key: string, stay: boolean): Promise<void> {
    const node = this.#sent?.nodes.find((candidate) => candidate.key === key);
    if (this.#sent === undefined || node?.file === undefined) return;
    const options = { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: stay };
    if (node.kind === 'action') return openAction(this.#sent.root, node.file, options);
    await window.showTextDocument(Uri.joinPath(Uri.file(this.#sent.root), node.file), options);
  }
}
