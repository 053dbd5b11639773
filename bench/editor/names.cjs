/** An extension of the benchmark to compare with: a tree of the names of all task files, and nothing that is in them. */
const { TreeItem, TreeItemCollapsibleState, Uri, window, workspace } = require('vscode');

const rowsOfGroup = 100;

exports.activate = () => {
  const root = Uri.joinPath(workspace.workspaceFolders[0].uri, 'tasks');
  const listing = Promise.all(
    ['active', 'backlog', 'blocked', 'completed'].map(async (name) => {
      const entries = await workspace.fs.readDirectory(Uri.joinPath(root, name));
      return { name, files: entries.map(([file]) => file).sort() };
    }),
  );
  window.createTreeView('bench.names', {
    treeDataProvider: {
      getChildren: async (group) => (group === undefined ? listing : group.files.slice(0, rowsOfGroup)),
      getTreeItem: (row) =>
        typeof row === 'string'
          ? new TreeItem(row)
          : new TreeItem(`${row.name} (${row.files.length})`, TreeItemCollapsibleState.Expanded),
    },
  });
};
