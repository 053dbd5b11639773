/** Entry of the extension: wiring. Nothing is awaited here, and what is heavy loads when it is first used. */
import { Disposable, type ExtensionContext, env, l10n, Uri } from 'vscode';
import { ActionChecks } from './actions/action-checks.ts';
import { ActionsView } from './actions/actions-view.ts';
import { registerCommands } from './commands.ts';
import { Documents } from './documents.ts';
import { followActions } from './followed-actions.ts';
import { followFiles } from './followed-files.ts';
import { followInstallation } from './followed-installation.ts';
import { followReadings } from './followed-readings.ts';
import { followRuns } from './followed-runs.ts';
import { followSaves } from './followed-saves.ts';
import { followSessions } from './followed-sessions.ts';
import { followSettings } from './followed-settings.ts';
import { followVerifications } from './followed-verifications.ts';
import { GraphView } from './graph/graph-view.ts';
import { speak } from './l10n.ts';
import { offerServers } from './offered-servers.ts';
import { OutputChannels } from './output-channels.ts';
import { Pauses } from './pauses.ts';
import { QueueChoices } from './queue-choices.ts';
import { QueueDisplay } from './queue-display.ts';
import { QueueSource, type RepositoryFolder } from './queue-source.ts';
import { queueText } from './queue-text.ts';
import { logNewWarnings } from './queue-warnings.ts';
import type { RepositoryQueues } from './repository-queue.ts';
import { Runs } from './runs.ts';
import { SeenSessions } from './seen-sessions.ts';
import { SessionView } from './session/session-view.ts';
import { ToolServers } from './tool-servers.ts';
import { followWorkspace } from './workspace-repositories.ts';

/** For tests and other extensions. */
export interface AgentToolkitApi {
  /** The Task Queue as text, once it has been read. */
  queueText(): Promise<string>;
  /** The views Human Actions and Session in the same way. */
  actionsText(): Promise<string>;
  sessionText(): Promise<string>;
}

export function activate(extension: ExtensionContext): AgentToolkitApi {
  speak(l10n.bundle ?? {}, env.language);
  const channels = new OutputChannels();
  const documents = new Documents();
  const report = (error: unknown) => channels.log.error(error instanceof Error ? error : String(error));
  const script = (name: string) => Uri.joinPath(extension.extensionUri, 'dist', name).fsPath;
  const queues = queueReader(extension.storageUri, script, report);
  const source = new QueueSource(queues.read);
  const runs = new Runs(channels.write, (root) => source.refresh(root));
  const memory = extension.workspaceState;
  const choices = new QueueChoices(memory);
  const display = new QueueDisplay(source, runs, choices, async (...dropped) =>
    (await import('./commands/move-tasks.ts')).dropTasks(parts, ...dropped),
  );
  const servers = new ToolServers({
    connect: async (...server) => (await import('../server/mcp-toolbox.ts')).connectMcpToolbox(...server),
    // What matters of it arrives as a log message or as the reason of a crash, too.
    stderr: (line) => channels.log.debug(`[server] ${line}`),
    started: (root, launch, facts) => {
      import('./started-text.ts').then(
        ({ startedText }) => channels.log.info(startedText(root, launch, facts)),
        report,
      );
    },
    crashed: (root, message) => {
      // A run that it broke says so itself.
      if (runs.on(root) === undefined) channels.log.warn(`${root}: ${message}`);
    },
  });
  const host = {
    execPath: process.execPath,
    script,
    env: process.env,
  };
  const shown = { view: display.view, state: () => display.state() };
  const graph = new GraphView(extension.extensionUri);
  const checks = new ActionChecks();
  const actionsView = new ActionsView(source, checks);
  const sessionView = new SessionView(source, runs, { env: process.env, failed: report });
  const parts = {
    source,
    known: queues.known,
    runs,
    servers,
    channels,
    documents,
    pauses: new Pauses(),
    host,
    memory,
    choices,
    graph,
    ...{ checks, actionsView, sessionView, seen: new SeenSessions(memory, runs) },
    ...shown,
  };
  extension.subscriptions.push(
    registerCommands(parts),
    followWorkspace(source, report),
    followSaves(report),
    followActions(parts),
    followFiles({ ...parts, report }),
    followSessions(parts, report),
    followRuns(parts, report),
    followVerifications(parts, report),
    followInstallation(parts, report),
    followSettings(source, report),
    followReadings(source, queues.keep, report),
    graph.restoreWith(parts),
    logNewWarnings(source, (text) => channels.log.warn(text)),
    offerServers(parts, extension.extension.packageJSON.version, report),
    display,
    actionsView,
    sessionView,
    source,
    // Ends the servers by closing their standard input; each takes Codex and its children with it.
    new Disposable(() => void servers.close().catch(report)),
    // A session is ended at once: it can be gone on with.
    new Disposable(() => runs.end()),
    channels,
    documents,
  );
  return {
    async queueText() {
      await source.whenLoaded();
      return queueText(display.state());
    },
    async actionsText() {
      await source.whenLoaded();
      return actionsView.text();
    },
    async sessionText() {
      await source.whenLoaded();
      return sessionView.text();
    },
  };
}

/** Loads what reads the queues when the first one is asked for. */
function queueReader(storage: Uri | undefined, script: (name: string) => string, failed: (error: unknown) => void) {
  let loading: Promise<RepositoryQueues> | undefined;
  let queues: RepositoryQueues | undefined;
  const place = () =>
    storage && { folder: Uri.joinPath(storage, 'readings').fsPath, main: script('extension.cjs'), failed };
  return {
    async read(folder: RepositoryFolder) {
      loading ??= import('./repository-queue.ts').then((module) => new module.RepositoryQueues(place()));
      queues = await loading;
      return queues.read(folder);
    },
    known: (root: string) => queues?.known(root),
    keep: async (root: string) => queues?.keep(root),
  };
}
