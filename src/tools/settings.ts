/** What the user decided, from the user's own configuration, flags or the editor; never from a repository. */
export interface Settings {
  /** Path of the codex binary; found on PATH when not set. */
  readonly codexPath?: string;
  /** Extra `-c KEY=VALUE` of Codex, in order. */
  readonly codexConfig: readonly string[];
  readonly model?: string;
  readonly profile?: string;
  /** Whether Codex's commands may use the network; kubectl and flux need it. */
  readonly network: boolean;
  /** Kubeconfig file; KUBECONFIG, then the default file, when not set. */
  readonly kubeconfig?: string;
  /** Context that the user names for this run. */
  readonly context?: string;
  /**
   * When commits are pushed: `auto` after every criterion of deployment and Flux tasks, else with the archive;
   * `pullRequest` never to the upstream, but to a branch of the item's own, when the task is done and with the archive.
   */
  readonly push: 'auto' | 'afterArchive' | 'never' | 'pullRequest';
  /** Minutes that usage limits and outages are waited for in one stretch; 0 does not wait. */
  readonly waitMinutes: number;
  /** Tokens that all tries of one criterion may use, input and output together; 0 is no limit. */
  readonly tokensPerCriterion: number;
  /** Tokens after which a run begins no further criterion and no further try; 0 is no limit. */
  readonly tokensPerTask: number;
  /** Tasks that a session completes before it ends; 0 is no limit. */
  readonly tasksPerSession: number;
  /** Failures in a row that end a session early. */
  readonly failuresPerSession: number;
  /** Minutes after which a session begins no further task; 0 is no limit. */
  readonly minutesPerSession: number;
  /** Tokens after which a session begins no further task; 0 is no limit. */
  readonly tokensPerSession: number;
  /** Whether a session archives what it completed. */
  readonly archive: boolean;
  /** Whether `check:` lines and `verify.commands` of task files may run: the user trusts the repository. */
  readonly trusted: boolean;
  /** Whether what is about to be committed has to build, fit its schemas and pass a dry run. */
  readonly gate: boolean;
  /** Paths and globs below the root that are not scanned for secrets before a commit; a folder stands for all in it. */
  readonly secretsIgnore: readonly string[];
  /** Names of environment variables that Codex' commands, and checks, get besides the few that every command needs. */
  readonly passEnvironment: readonly string[];
  /** Registries, as host or host:port, that are spoken to over plain http. */
  readonly registriesOverHttp: readonly string[];
}

export const defaultSettings: Settings = {
  codexConfig: [],
  network: true,
  push: 'auto',
  waitMinutes: 30,
  tokensPerCriterion: 0,
  tokensPerTask: 0,
  tasksPerSession: 1,
  failuresPerSession: 3,
  minutesPerSession: 0,
  tokensPerSession: 0,
  archive: true,
  trusted: true,
  gate: true,
  secretsIgnore: [],
  passEnvironment: [],
  registriesOverHttp: [],
};
