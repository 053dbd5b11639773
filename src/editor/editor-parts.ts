import type { Memento, TreeView } from 'vscode';
import type { KnownBacklog } from '../backlog/lint/edited-backlog.ts';
import type { ActionChecks } from './actions/action-checks.ts';
import type { ActionsView } from './actions/actions-view.ts';
import type { Documents } from './documents.ts';
import type { GraphView } from './graph/graph-view.ts';
import type { OutputChannels } from './output-channels.ts';
import type { Pauses } from './pauses.ts';
import type { QueueChoices } from './queue-choices.ts';
import type { QueueState } from './queue-entries.ts';
import type { QueueNode } from './queue-nodes.ts';
import type { QueueSource } from './queue-source.ts';
import type { Runs } from './runs.ts';
import type { SeenSessions } from './seen-sessions.ts';
import type { LaunchHost } from './server-launch.ts';
import type { SessionView } from './session/session-view.ts';
import type { ToolServers } from './tool-servers.ts';

/** What commands work with. */
export interface EditorParts {
  readonly source: QueueSource;
  /** All that the last reading of a repository found. */
  readonly known: (root: string) => KnownBacklog | undefined;
  readonly runs: Runs;
  readonly servers: ToolServers;
  readonly channels: OutputChannels;
  readonly documents: Documents;
  readonly pauses: Pauses;
  readonly view: TreeView<QueueNode>;
  /** How the Task Queue is shown. */
  readonly choices: QueueChoices;
  readonly graph: GraphView;
  /** What the last check of each human action said. */
  readonly checks: ActionChecks;
  readonly actionsView: ActionsView;
  readonly sessionView: SessionView;
  readonly seen: SeenSessions;
  readonly host: LaunchHost;
  /** Of this workspace, kept over sessions. */
  readonly memory: Memento;
  /** What the Task Queue shows now. */
  state(): QueueState;
}
