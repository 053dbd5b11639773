/** Ids that the code shares with package.json, each declared once; a test holds the two against each other. */

/** Publisher and name. */
export const extensionId = 'becker.agent-toolkit';

export const viewContainerId = 'agent-toolkit';
export const queueViewId = 'agentToolkit.queue';
export const actionsViewId = 'agentToolkit.actions';
export const sessionViewId = 'agentToolkit.session';

/** Of the servers that agent mode is offered. */
export const serverProviderId = 'agentToolkit.servers';

/** Of the panel with the dependency graph. */
export const graphViewType = 'agentToolkit.graph';

/** Of the walkthrough. */
export const walkthroughId = 'agentToolkit.start';

/** Section of all settings. */
export const settingsSection = 'agentToolkit';

/** Every command. */
export const commandIds = {
  processTask: 'agentToolkit.processTask',
  initializeRepository: 'agentToolkit.initializeRepository',
  doctor: 'agentToolkit.doctor',
  processNext: 'agentToolkit.processNext',
  showPlan: 'agentToolkit.showPlan',
  showSessionPlan: 'agentToolkit.showSessionPlan',
  newWorkItem: 'agentToolkit.newWorkItem',
  newWorkItemFromSelection: 'agentToolkit.newWorkItemFromSelection',
  processCriterion: 'agentToolkit.processCriterion',
  verifyTask: 'agentToolkit.verifyTask',
  archiveTask: 'agentToolkit.archiveTask',
  setPriority: 'agentToolkit.setPriority',
  moveTask: 'agentToolkit.moveTask',
  decomposeTask: 'agentToolkit.decomposeTask',
  rollBackTask: 'agentToolkit.rollBackTask',
  openTask: 'agentToolkit.openTask',
  openTranscript: 'agentToolkit.openTranscript',
  showChanges: 'agentToolkit.showChanges',
  markCriterionDone: 'agentToolkit.markCriterionDone',
  reopenCriterion: 'agentToolkit.reopenCriterion',
  showInQueue: 'agentToolkit.showInQueue',
  showGraph: 'agentToolkit.showGraph',
  refreshQueue: 'agentToolkit.refreshQueue',
  findTask: 'agentToolkit.findTask',
  filterQueue: 'agentToolkit.filterQueue',
  filterQueueByText: 'agentToolkit.filterQueueByText',
  clearQueueFilter: 'agentToolkit.clearQueueFilter',
  sortQueue: 'agentToolkit.sortQueue',
  groupQueue: 'agentToolkit.groupQueue',
  showCompleted: 'agentToolkit.showCompleted',
  hideCompleted: 'agentToolkit.hideCompleted',
  showMore: 'agentToolkit.showMore',
  checkActions: 'agentToolkit.checkActions',
  openInstructions: 'agentToolkit.openInstructions',
  markActionDone: 'agentToolkit.markActionDone',
  copyFromInstructions: 'agentToolkit.copyFromInstructions',
  runRetrospective: 'agentToolkit.runRetrospective',
  runSession: 'agentToolkit.runSession',
  stopRun: 'agentToolkit.stopRun',
  decideStep: 'agentToolkit.decideStep',
  orchestrate: 'agentToolkit.orchestrate',
  installIntoCodex: 'agentToolkit.installIntoCodex',
  logIn: 'agentToolkit.logIn',
  openWalkthrough: 'agentToolkit.openWalkthrough',
  showLog: 'agentToolkit.showLog',
  showTranscript: 'agentToolkit.showTranscript',
  showReport: 'agentToolkit.showReport',
  openReport: 'agentToolkit.openReport',
  showMoreSessions: 'agentToolkit.showMoreSessions',
} as const;
export type CommandName = keyof typeof commandIds;

/** Every setting, without the section. */
export const settingKeys = [
  'codexPath',
  'codexConfig',
  'model',
  'profile',
  'kubeconfig',
  'context',
  'environment',
  'passEnvironment',
  'network',
  'maxIterations',
  'timeoutPerSection',
  'tokensPerCriterion',
  'tokensPerTask',
  'tasksPerSession',
  'failuresPerSession',
  'minutesPerSession',
  'tokensPerSession',
  'waitMinutes',
  'stepMode',
  'archiveOnComplete',
  'commitEdits',
  'push',
  'gate',
  'secretsIgnore',
  'registriesOverHttp',
  'syncRemote',
  'checkHumanActions',
  'codeLens.enabled',
  'server.command',
  'server.args',
] as const;
export type SettingKey = (typeof settingKeys)[number];

/** Context keys for `when` clauses. */
export const contextKeys = {
  /** `loading`, `noTasks`, `empty` or `filled`: which welcome text fits. */
  queueState: 'agentToolkit.queueState',
  /** Whether there are tasks, and the filter or Hide Completed leaves none of them. */
  queueHidden: 'agentToolkit.queueHidden',
  /** Whether a filter of the Task Queue is set. */
  filtered: 'agentToolkit.queueFiltered',
  /** Whether the Task Queue has the group Completed. */
  showsCompleted: 'agentToolkit.queueShowsCompleted',
  /** Whether a run goes on in this window. */
  running: 'agentToolkit.running',
  /** Whether one of them waits for a decision, in step mode. */
  paused: 'agentToolkit.paused',
} as const;

/** `contextValue` of the rows that have commands. */
export const rowContexts = {
  running: 'task.running',
  /** Waits for a decision, in step mode. */
  paused: 'task.paused',
  ready: 'task.ready',
  blocked: 'task.blocked',
  /** Ready or blocked, and no criterion is open: it can be archived. */
  readyDone: 'task.ready.done',
  blockedDone: 'task.blocked.done',
  completed: 'task.completed',
} as const;

/** The same in the views beside the Task Queue. */
export const sideContexts = {
  action: 'action',
  openStep: 'step.open',
  doneStep: 'step.done',
  held: 'held',
  until: 'until',
  ownRun: 'run.own',
  runElsewhere: 'run.elsewhere',
  idle: 'run.idle',
  interrupted: 'run.interrupted',
  session: 'session',
  /** A task that a session has worked on. */
  sessionTask: 'session.task',
} as const;

export const channelNames = {
  log: 'Agent Toolkit',
  codex: 'Agent Toolkit: Codex',
  verification: 'Agent Toolkit: Verification',
} as const;
