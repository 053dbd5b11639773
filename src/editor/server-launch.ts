/** How the editor starts the server and the command line: runtime, arguments, environment. */
import { engineVariable } from '../session/engine-variable.ts';
import { settingArguments } from '../tools/setting-flags.ts';
import type { Settings } from '../tools/settings.ts';
import type { EditorSettings } from './editor-settings.ts';
import { externalLaunch } from './external-server.ts';
import { launchEnvironment } from './launch-environment.ts';

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether it is a server of the user's instead of the bundled one. */
  readonly isExternal?: true;
}

/** What a launch is made of besides the settings. */
export interface LaunchHost {
  /** The editor's own runtime: there may be no node on PATH. */
  readonly execPath: string;
  /** Path of a file of the extension's dist folder. */
  script(name: string): string;
  readonly env: NodeJS.ProcessEnv;
}

/** The server of one repository. @throws ExternalServerError when the one that the user named is not to be used */
export function serverLaunch(host: LaunchHost, settings: EditorSettings, root: string): Launch {
  const bundled = launch(host, settings, root, [host.script('server.js'), ...flags(settings)]);
  if (settings.server.command === '') return bundled;
  return externalLaunch(settings.server, root, bundled.env, flags(settings));
}

/**
 * `agent-toolkit archive ID --json`: archiving is no tool, so it has a process of its own. That is not stopped half-way, so it
 * waits for nobody; who is at work is told before it begins.
 */
export function archiveLaunch(host: LaunchHost, settings: EditorSettings, root: string, itemId: string): Launch {
  const args = [host.script('cli.js'), 'archive', `--repo=${root}`, '--json', ...flags(settings)];
  return launch(host, settings, root, [...args, '--wait-minutes=0', '--', itemId]);
}

/** `agent-toolkit actions --check --json`: what of the human actions is done by now. @param isAsked whether a person asked for it */
export function actionsLaunch(host: LaunchHost, settings: EditorSettings, root: string, isAsked: boolean): Launch {
  const asked = isAsked ? [] : ['--no-commands'];
  const args = [host.script('cli.js'), 'actions', '--check', `--repo=${root}`, '--json', ...asked, ...flags(settings)];
  return launch(host, settings, root, args);
}

/**
 * `agent-toolkit run --jsonl`, as an engine without a process in between: it lives as long as the channel to this process does.
 * What it archives is the editor's to say where the editor says no.
 */
export function sessionLaunch(host: LaunchHost, settings: EditorSettings, root: string): Launch {
  const { tasksPerSession, failuresPerSession, minutesPerSession, tokensPerSession } = settings;
  const each = [`--max-iterations=${settings.maxIterations}`, `--timeout-per-section=${settings.timeoutPerSection}`];
  const limits = { tasksPerSession, failuresPerSession, minutesPerSession, tokensPerSession };
  const given: Partial<Settings> = {
    ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)),
    ...(settings.archiveOnComplete ? {} : { archive: false }),
  };
  const args = [host.script('cli.js'), 'run', `--repo=${root}`, '--jsonl'];
  const engine = launch(host, settings, root, [...args, ...each, ...flags(settings), ...settingArguments(given)]);
  return { ...engine, env: { ...engine.env, [engineVariable]: '1' } };
}

/** Which rollback. */
export interface RollbackAsked {
  /** Only to tell what would be done. */
  readonly dryRun?: boolean;
  /** The run; the last one when not said. */
  readonly run?: string;
}

/** `agent-toolkit rollback ID --json`, in a process of its own as well. */
export function rollbackLaunch(
  host: LaunchHost,
  settings: EditorSettings,
  root: string,
  itemId: string,
  { dryRun, run }: RollbackAsked,
): Launch {
  const asked = [...(dryRun === true ? ['--dry-run'] : []), ...(run === undefined ? [] : [`--run=${run}`])];
  const args = [host.script('cli.js'), 'rollback', `--repo=${root}`, '--json', ...asked, ...flags(settings)];
  return launch(host, settings, root, [...args, '--', itemId]);
}

/**
 * The server as another program starts it, which knows neither this editor nor its environment. No kube context: that is one of
 * a repository, and this holds for all of them.
 */
export function ownServer(
  host: LaunchHost,
  settings: EditorSettings,
): Pick<Launch, 'command' | 'args'> & { readonly env: Record<string, string> } {
  const args = [host.script('cli.js'), 'serve', ...flags({ ...settings, context: '' })];
  return { command: host.execPath, args, env: { ...settings.environment, ELECTRON_RUN_AS_NODE: '1' } };
}

/** Any other command of the command line that answers and ends. @param id of an item, where it is about one */
export function commandLaunch(
  host: LaunchHost,
  settings: EditorSettings,
  root: string,
  command: readonly string[],
  id?: string,
): Launch {
  const args = [host.script('cli.js'), ...command, `--repo=${root}`, ...flags(settings)];
  return launch(host, settings, root, [...args, ...(id === undefined ? [] : ['--', id])]);
}

/** `agent-toolkit orchestrate`, for a terminal. */
export function orchestrateLaunch(host: LaunchHost, settings: EditorSettings, root: string): Launch {
  return launch(host, settings, root, [host.script('cli.js'), 'orchestrate', `--repo=${root}`, ...flags(settings)]);
}

function launch(host: LaunchHost, settings: EditorSettings, cwd: string, args: readonly string[]): Launch {
  return { command: host.execPath, args, env: launchEnvironment(host.env, settings.environment), cwd };
}

/** Only what the user set: the rest stays as the user's configuration file has it. */
function flags(set: EditorSettings): string[] {
  const { codexConfig, passEnvironment, secretsIgnore, registriesOverHttp } = set;
  const { codexPath, model, profile, kubeconfig, context } = set;
  const { push, waitMinutes, tokensPerCriterion, tokensPerTask, network, gate } = set;
  const texts = Object.entries({ codexPath, model, profile, kubeconfig, context }).filter(([, text]) => text !== '');
  const values = Object.entries({ push, waitMinutes, tokensPerCriterion, tokensPerTask, network, gate });
  const given: Partial<Settings> = Object.fromEntries([...texts, ...values]);
  return settingArguments({ ...given, codexConfig, passEnvironment, secretsIgnore, registriesOverHttp });
}
