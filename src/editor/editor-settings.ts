import { type Uri, workspace } from 'vscode';
import type { Settings } from '../tools/settings.ts';
import { type SettingKey, settingsSection } from './ids.ts';
import { explicit, noLooser } from './set-value.ts';

/** The settings of one repository folder, as the user has them. Empty text means: not set. */
export interface EditorSettings {
  readonly codexPath: string;
  readonly codexConfig: readonly string[];
  readonly model: string;
  readonly profile: string;
  readonly kubeconfig: string;
  readonly context: string;
  /** Added to the environment of the server process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of variables of that process that Codex' commands get. */
  readonly passEnvironment: readonly string[];
  readonly maxIterations: number;
  /** Seconds. */
  readonly timeoutPerSection: number;
  /** Whether a person decides after each try at a criterion. */
  readonly stepMode: boolean;
  readonly archiveOnComplete: boolean;
  /** Whether moving a task in the Task Queue is committed. */
  readonly commitEdits: boolean;
  readonly secretsIgnore: readonly string[];
  readonly registriesOverHttp: readonly string[];
  /** Those below are undefined when they are not set in the editor: then the user's configuration file decides. */
  readonly tokensPerCriterion: number | undefined;
  readonly tokensPerTask: number | undefined;
  readonly tasksPerSession: number | undefined;
  readonly failuresPerSession: number | undefined;
  readonly minutesPerSession: number | undefined;
  readonly tokensPerSession: number | undefined;
  readonly push: Settings['push'] | undefined;
  readonly waitMinutes: number | undefined;
  readonly network: boolean | undefined;
  readonly gate: boolean | undefined;
  readonly syncRemote: boolean;
  /** Whether human actions that state `until` are asked about while the queue is seen. */
  readonly checkHumanActions: boolean;
  readonly codeLens: boolean;
  /** A server that is used instead of the bundled one; no command: none. */
  readonly server: { readonly command: string; readonly args: readonly string[] };
}

/** Reads the settings that hold for `folder`, or for none in particular; the defaults stand in package.json. */
export function readEditorSettings(folder?: Uri): EditorSettings {
  const configuration = workspace.getConfiguration(settingsSection, folder);
  const get = <T>(key: SettingKey, fallback: T): T => configuration.get<T>(key) ?? fallback;
  return {
    codexPath: get('codexPath', ''),
    codexConfig: get<string[]>('codexConfig', []),
    model: get('model', ''),
    profile: get('profile', ''),
    kubeconfig: get('kubeconfig', ''),
    context: get('context', ''),
    environment: get<Record<string, string>>('environment', {}),
    passEnvironment: get<string[]>('passEnvironment', []),
    maxIterations: get('maxIterations', 20),
    timeoutPerSection: get('timeoutPerSection', 300),
    stepMode: noLooser(configuration.inspect<boolean>('stepMode'), true, false),
    archiveOnComplete: noLooser(configuration.inspect<boolean>('archiveOnComplete'), false, true),
    commitEdits: noLooser(configuration.inspect<boolean>('commitEdits'), false, true),
    secretsIgnore: get<string[]>('secretsIgnore', []),
    registriesOverHttp: get<string[]>('registriesOverHttp', []),
    tokensPerCriterion: explicit(configuration.inspect<number>('tokensPerCriterion')),
    tokensPerTask: explicit(configuration.inspect<number>('tokensPerTask')),
    tasksPerSession: explicit(configuration.inspect<number>('tasksPerSession')),
    failuresPerSession: explicit(configuration.inspect<number>('failuresPerSession')),
    minutesPerSession: explicit(configuration.inspect<number>('minutesPerSession')),
    tokensPerSession: explicit(configuration.inspect<number>('tokensPerSession')),
    push: explicit(configuration.inspect<Settings['push']>('push')),
    waitMinutes: explicit(configuration.inspect<number>('waitMinutes')),
    network: explicit(configuration.inspect<boolean>('network')),
    gate: explicit(configuration.inspect<boolean>('gate')),
    syncRemote: get('syncRemote', true),
    checkHumanActions: noLooser(configuration.inspect<boolean>('checkHumanActions'), false, true),
    codeLens: get('codeLens.enabled', true),
    server: { command: externalCommand(), args: get<string[]>('server.args', []) },
  };
}

/** The command of the server that is used instead of the bundled one; empty where none is. It is the same for all folders. */
export function externalCommand(): string {
  return (workspace.getConfiguration(settingsSection).get<string>('server.command' satisfies SettingKey) ?? '').trim();
}
