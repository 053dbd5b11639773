import { TreeItemCollapsibleState } from 'vscode';

/** How a row of our models says that it can be opened, in the editor's words. */
export const collapsible = {
  leaf: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
} as const;
