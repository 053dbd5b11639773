import type { Toolbox } from '../../tools/toolbox.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';

/**
 * The toolbox of a repository, in its server process. What it needs is loaded here, not when the editor starts.
 * @param signal ends the wait for a server that says nothing; it is given up after its own limit
 * @throws ExternalServerError when the server that the user named cannot be used; the signal's reason
 */
export async function connect(
  parts: Pick<EditorParts, 'host' | 'servers'>,
  repository: string,
  settings: EditorSettings,
  signal: AbortSignal,
): Promise<Toolbox> {
  const { serverLaunch } = await import('../server-launch.ts');
  const toolbox = parts.servers.toolbox(repository, serverLaunch(parts.host, settings, repository));
  if (settings.server.command === '') return orStopped(toolbox, signal);
  const { externalToolbox } = await import('../external-toolbox.ts');
  return orStopped(externalToolbox(toolbox), signal);
}

function orStopped(toolbox: Promise<Toolbox>, signal: AbortSignal): Promise<Toolbox> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([toolbox, stopped]);
}
