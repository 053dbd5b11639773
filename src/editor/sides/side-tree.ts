import { isDeepStrictEqual } from 'node:util';
import { EventEmitter, MarkdownString, ThemeColor, ThemeIcon, type TreeDataProvider, TreeItem } from 'vscode';
import { collapsible } from '../collapsible.ts';
import { commandIds } from '../ids.ts';
import type { SideNode } from './side-node.ts';

/** What a view shows; it is loaded when the view is first seen. */
export interface SideModel {
  children(node?: SideNode): readonly SideNode[] | Promise<readonly SideNode[]>;
  /** Markdown; undefined where the row's own hint is all. */
  tooltip(node: SideNode): Promise<string | undefined> | string | undefined;
}

/** A view beside the Task Queue for the editor. */
export class SideTree implements TreeDataProvider<SideNode> {
  readonly #changed = new EventEmitter<SideNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #load: () => Promise<SideModel>;
  /** Rows as the editor has them, which knows a row by its object. */
  #shown = new Map<string, SideNode>();
  /** Those of them that look different by now. */
  #fresh = new Map<string, SideNode>();

  constructor(load: () => Promise<SideModel>) {
    this.#load = load;
  }

  /** Has everything asked anew. */
  refresh(): void {
    this.#shown = new Map();
    this.#fresh = new Map();
    this.#changed.fire(undefined);
  }

  /** Has the rows among these that are shown look as given, and asks for nothing. */
  update(nodes: readonly SideNode[]): void {
    for (const node of nodes) {
      const shown = this.#shown.get(node.id);
      if (shown === undefined || isDeepStrictEqual(this.#fresh.get(node.id) ?? shown, node)) continue;
      this.#fresh.set(node.id, node);
      this.#changed.fire(shown);
    }
  }

  /** All rows as text. */
  async text(): Promise<string> {
    const [model, { sideText }] = await Promise.all([this.#load(), import('./side-text.ts')]);
    return sideText((node) => model.children(node));
  }

  async getChildren(node?: SideNode): Promise<SideNode[]> {
    const model = await this.#load();
    const children = [...(await model.children(node === undefined ? undefined : this.#current(node)))];
    for (const child of children) {
      this.#shown.set(child.id, child);
      this.#fresh.delete(child.id);
    }
    return children;
  }

  getTreeItem(shown: SideNode): TreeItem {
    const { id, label, description, icon, expanded, context, spoken, opens, hint } = this.#current(shown);
    const item = new TreeItem(label, collapsible[expanded]);
    item.id = id;
    item.description = description;
    item.accessibilityInformation = { label: spoken };
    if (context !== '') item.contextValue = context;
    if (hint !== undefined) item.tooltip = hint;
    if (icon !== undefined) {
      item.iconPath = new ThemeIcon(icon.name, icon.color === undefined ? undefined : new ThemeColor(icon.color));
    }
    if (opens !== undefined) {
      item.command = { command: commandIds[opens.command], title: opens.title, arguments: [shown] };
    }
    return item;
  }

  /** The hover text is made when somebody hovers. */
  async resolveTreeItem(item: TreeItem, shown: SideNode): Promise<TreeItem> {
    const text = await (await this.#load()).tooltip(this.#current(shown));
    if (text !== undefined) item.tooltip = new MarkdownString(text);
    return item;
  }

  #current(node: SideNode): SideNode {
    return this.#fresh.get(node.id) ?? node;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
