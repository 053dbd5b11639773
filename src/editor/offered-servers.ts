/** The servers that the editor's agent mode is offered: one for each repository that is open, without any configuration. */
import { Disposable, EventEmitter, lm, type McpServerDefinitionProvider, workspace } from 'vscode';
import type { EditorParts } from './editor-parts.ts';
import { serverProviderId, settingsSection } from './ids.ts';
import type { RepositoryFolder } from './queue-source.ts';
import { findRepositories } from './workspace-repositories.ts';

/** What the editor asks for the servers; it asks again when this says that there are others. */
export interface ServerProvider extends McpServerDefinitionProvider, Disposable {}

/**
 * Registers the servers. An editor that knows nothing of MCP goes without.
 * @param version of this extension: with another one the editor reads the tools anew
 * @param refused told why a repository has none
 */
export function offerServers(
  parts: Pick<EditorParts, 'source' | 'host'>,
  version: string,
  refused: (error: unknown) => void,
): Disposable {
  if (typeof lm?.registerMcpServerDefinitionProvider !== 'function') return new Disposable(() => {});
  const provider = serverProvider(parts, version, refused);
  return Disposable.from(lm.registerMcpServerDefinitionProvider(serverProviderId, provider), provider);
}

/** What a server is made of is loaded when the editor asks. Nothing is offered in Restricted Mode, or without a repository. */
export function serverProvider(
  { source, host }: Pick<EditorParts, 'source' | 'host'>,
  version: string,
  refused: (error: unknown) => void,
): ServerProvider {
  const changed = new EventEmitter<void>();
  const fire = () => changed.fire();
  let offered: string | undefined;
  const watching = Disposable.from(
    changed,
    workspace.onDidGrantWorkspaceTrust(fire),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(settingsSection)) fire();
    }),
    source.changed.listen(() => {
      if (offered !== undefined && namesOf(source.folders) !== offered) fire();
    }),
  );
  return {
    onDidChangeMcpServerDefinitions: changed.event,
    async provideMcpServerDefinitions() {
      const folders = await findRepositories();
      offered = namesOf(folders);
      if (!workspace.isTrusted || folders.length === 0) return [];
      return (await import('./server-definitions.ts')).serverDefinitions(host, folders, version, refused);
    },
    dispose: () => watching.dispose(),
  };
}

function namesOf(folders: readonly RepositoryFolder[]): string {
  return folders.map(({ root, name }) => `${name} ${root}`).join('\n');
}
