import type { Toolbox } from '../../tools/toolbox.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';

/**
 * The toolbox of a repository, in its server process. What it needs is loaded here, not when the editor starts.
 * @throws ExternalServerError when the server that the user named cannot be used
 */
export async function connect(parts: EditorParts, repository: string, settings: EditorSettings): Promise<Toolbox> {
  const { serverLaunch } = await import('../server-launch.ts');
  const toolbox = parts.servers.toolbox(repository, serverLaunch(parts.host, settings, repository));
  if (settings.server.command === '') return toolbox;
  const { externalToolbox } = await import('../external-toolbox.ts');
  return externalToolbox(toolbox);
}
