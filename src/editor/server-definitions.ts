/** The definitions of servers that the editor starts when its agent mode calls a tool. Loaded when the editor asks for them. */
import { McpStdioServerDefinition, Uri } from 'vscode';
import { readEditorSettings } from './editor-settings.ts';
import type { RepositoryFolder } from './queue-source.ts';
import { type Launch, type LaunchHost, serverLaunch } from './server-launch.ts';
import { environmentChanges, serverLabels } from './server-names.ts';

/**
 * One for each repository, so that each has the settings of its folder: a kube context belongs to one. The label tells which.
 * @param version of the extension
 * @param refused told why a repository has none
 */
export function serverDefinitions(
  host: LaunchHost,
  folders: readonly RepositoryFolder[],
  version: string,
  refused: (error: unknown) => void,
): McpStdioServerDefinition[] {
  const labels = serverLabels(folders);
  return folders.flatMap(({ root }, place) => {
    const launch = launchOf(host, root, refused);
    if (launch === undefined) return [];
    const { command, args, env, cwd } = launch;
    const changes = environmentChanges(host.env, env);
    const definition = new McpStdioServerDefinition(labels[place] ?? root, command, [...args], changes, version);
    definition.cwd = Uri.file(cwd);
    return [definition];
  });
}

function launchOf(host: LaunchHost, root: string, refused: (error: unknown) => void): Launch | undefined {
  try {
    return serverLaunch(host, readEditorSettings(Uri.file(root)), root);
  } catch (error) {
    refused(error);
    return undefined;
  }
}
