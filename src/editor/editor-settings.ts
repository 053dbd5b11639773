import { extensions, type Uri, workspace } from 'vscode';
import type { Settings } from '../tools/settings.ts';
import { extensionId, type SettingKey, settingsSection } from './ids.ts';
import { explicit, type Inspected, noLooser } from './set-value.ts';
import { faultOf, type SettingFault, type SettingSchema, valueInstead } from './setting-faults.ts';

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
  /** Settings whose values are none of theirs; what is used in their place stands above. */
  readonly wrong: readonly SettingFault[];
}

/**
 * Reads the settings that hold for `folder`, or for none in particular; the defaults stand in package.json. Each value that is
 * none of its setting is among `wrong`, and something else is used in its place.
 */
export function readEditorSettings(folder?: Uri): EditorSettings {
  const configuration = workspace.getConfiguration(settingsSection, folder);
  const wrong: SettingFault[] = [];
  const right = <T>(key: SettingKey, value: T | undefined): T | undefined => rightValue(key, value, wrong);
  const get = <T>(key: SettingKey, fallback: T): T => right(key, configuration.get<T>(key)) ?? fallback;
  const set = <T>(key: SettingKey): Inspected<T> => {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect<T>(key) ?? {};
    const values = { globalValue, workspaceValue, workspaceFolderValue };
    const rights = Object.entries(values).map(([place, value]) => [place, right(key, value)]);
    return Object.fromEntries(rights);
  };
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
    stepMode: noLooser(set<boolean>('stepMode'), true, false),
    archiveOnComplete: noLooser(set<boolean>('archiveOnComplete'), false, true),
    commitEdits: noLooser(set<boolean>('commitEdits'), false, true),
    secretsIgnore: get<string[]>('secretsIgnore', []),
    registriesOverHttp: get<string[]>('registriesOverHttp', []),
    tokensPerCriterion: explicit(set<number>('tokensPerCriterion')),
    tokensPerTask: explicit(set<number>('tokensPerTask')),
    tasksPerSession: explicit(set<number>('tasksPerSession')),
    failuresPerSession: explicit(set<number>('failuresPerSession')),
    minutesPerSession: explicit(set<number>('minutesPerSession')),
    tokensPerSession: explicit(set<number>('tokensPerSession')),
    push: explicit(set<Settings['push']>('push')),
    waitMinutes: explicit(set<number>('waitMinutes')),
    network: explicit(set<boolean>('network')),
    gate: explicit(set<boolean>('gate')),
    syncRemote: get('syncRemote', true),
    checkHumanActions: noLooser(set<boolean>('checkHumanActions'), false, true),
    codeLens: get('codeLens.enabled', true),
    server: { command: get('server.command', '').trim(), args: get<string[]>('server.args', []) },
    wrong,
  };
}

/** The command of the server that is used instead of the bundled one; empty where none is. It is the same for all folders. */
export function externalCommand(): string {
  const key = 'server.command' satisfies SettingKey;
  return (rightValue(key, workspace.getConfiguration(settingsSection).get<string>(key), []) ?? '').trim();
}

/** The value, or what it counts as where it is wrong. @param wrong gets what is wrong with it, once for each setting */
function rightValue<T>(key: SettingKey, value: T | undefined, wrong: SettingFault[]): T | undefined {
  const schema = schemas().get(`${settingsSection}.${key}`);
  const fault = schema === undefined || value === undefined ? undefined : faultOf(value, schema);
  if (fault === undefined) return value;
  if (!wrong.some((one) => one.key === key)) wrong.push({ key, fault });
  return valueInstead(key) as T | undefined;
}

interface SettingGroup {
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

let known: ReadonlyMap<string, SettingSchema> | undefined;

/** The schemas of our settings by their whole names, as the editor has read them from package.json. */
function schemas(): ReadonlyMap<string, SettingSchema> {
  if (known !== undefined) return known;
  const groups: readonly SettingGroup[] =
    extensions.getExtension(extensionId)?.packageJSON.contributes.configuration ?? [];
  known = new Map(groups.flatMap(({ properties }) => Object.entries(properties)));
  return known;
}
