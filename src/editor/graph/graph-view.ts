import { Disposable, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { graphViewType } from '../ids.ts';
import * as l10n from '../l10n.ts';
import type { TaskReference } from '../task-reference.ts';
import type { GraphPanel } from './graph-panel.ts';

/** The dependency graph in the editor area: one panel at most. All that fills it loads when it is first shown. */
export class GraphView {
  readonly #extension: Uri;
  #panel: GraphPanel | undefined;

  constructor(extension: Uri) {
    this.#extension = extension;
  }

  /** Has a panel come back that was open when the window was closed. */
  restoreWith(parts: EditorParts): Disposable {
    const restored = window.registerWebviewPanelSerializer(graphViewType, {
      deserializeWebviewPanel: async (panel) => void (await this.#fill(panel, parts)),
    });
    return Disposable.from(restored, new Disposable(() => this.#panel?.dispose()));
  }

  /** Shows the graph, and in it the task; the panel that is open already, or a new one. */
  async show(parts: EditorParts, reference: TaskReference | undefined): Promise<void> {
    const open = this.#panel;
    if (open === undefined) {
      const panel = window.createWebviewPanel(graphViewType, l10n.t('Dependency Graph'), ViewColumn.Active);
      await this.#fill(panel, parts, reference);
    } else open.show(reference);
  }

  async #fill(panel: WebviewPanel, parts: EditorParts, reference?: TaskReference): Promise<void> {
    panel.iconPath = {
      light: Uri.joinPath(this.#extension, 'media', 'graph-light.svg'),
      dark: Uri.joinPath(this.#extension, 'media', 'graph-dark.svg'),
    };
    const { GraphPanel } = await import('./graph-panel.ts');
    this.#panel?.dispose();
    const filled = new GraphPanel(panel, parts, Uri.joinPath(this.#extension, 'dist'), reference);
    this.#panel = filled;
    panel.onDidDispose(() => {
      if (this.#panel === filled) this.#panel = undefined;
    });
  }
}
