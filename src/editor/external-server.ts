/** A server that the user names instead of the bundled one: how it is started, and what people are told of it. Pure. */
import { homedir } from 'node:os';
import { isAbsolute, relative } from 'node:path';
import { absolutePath } from '../tools/setting-flags.ts';
import type { EditorSettings } from './editor-settings.ts';
import { settingsSection } from './ids.ts';
import * as l10n from './l10n.ts';
import type { Launch } from './server-launch.ts';

/** The setting that names it. */
export const externalSetting = `${settingsSection}.server.command`;

/** Stands among its arguments for the editor's settings, as flags of an agent-toolkit server. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: written so in the setting
export const settingsArgument = '${settings}';

/** Says that the external server is the cause, and which setting is to be looked at. */
export class ExternalServerError extends Error {
  override readonly name = 'ExternalServerError';
  readonly setting = externalSetting;

  constructor(cause: Error) {
    super(`${cause.message.replace(/[^.!?]$/, '$&.')} ${l10n.t`The setting ${externalSetting} names the server.`}`, {
      cause,
    });
  }
}

/**
 * The external server of one repository. Relative paths start at the home folder, where it is started, too: in the repository
 * they would name what the agent can write.
 * @param env the environment of the bundled one
 * @param flags the settings as flags
 * @throws ExternalServerError when it lies in the repository
 */
export function externalLaunch(
  { command, args }: EditorSettings['server'],
  root: string,
  env: NodeJS.ProcessEnv,
  flags: readonly string[],
): Launch {
  const program = /[\\/]/.test(command) ? absolutePath(command, homedir()) : command;
  const all = args.flatMap((argument) => (argument === settingsArgument ? flags : [argument]));
  const within = [program, ...args].find((path) => isAbsolute(path) && isBelow(root, path));
  if (within !== undefined) {
    const message = l10n.t`${within} lies in the repository that is worked on, where the agent could change it.`;
    throw new ExternalServerError(new Error(message));
  }
  const { ELECTRON_RUN_AS_NODE: _, ...own } = env;
  return { command: program, args: all, env: own, cwd: homedir(), isExternal: true };
}

/** Settings that the user has set and an external server does not hear of, by their full names. */
export function unheardSettings(settings: EditorSettings): string[] {
  if (settings.server.args.includes(settingsArgument)) return [];
  const { codexPath, codexConfig, model, profile, kubeconfig, context, passEnvironment, network, gate, push } =
    settings;
  const { waitMinutes, tokensPerCriterion, tokensPerTask, secretsIgnore, registriesOverHttp } = settings;
  const texts = { codexPath, model, profile, kubeconfig, context };
  const lists = { codexConfig, passEnvironment, secretsIgnore, registriesOverHttp };
  const values = { network, tokensPerCriterion, tokensPerTask, waitMinutes, push, gate };
  const set = [
    ...Object.entries(texts).filter(([, text]) => text !== ''),
    ...Object.entries(lists).filter(([, list]) => list.length > 0),
    ...Object.entries(values).filter(([, value]) => value !== undefined),
  ];
  return set.map(([key]) => `${settingsSection}.${key}`);
}

/** What a run by an external server may do, before it does so: that is not the editor's to say. */
export function externalTerms(settings: EditorSettings): string {
  const unheard = unheardSettings(settings);
  const deaf = unheard.length === 0 ? [] : [l10n.t`These settings do not reach it: ${unheard.join(', ')}.`];
  const { command } = settings.server;
  return [
    l10n.t`The external server ${command} works on this repository; what it may do on this machine is up to it.`,
    ...deaf,
  ].join(' ');
}

function isBelow(root: string, path: string): boolean {
  const below = relative(root, path);
  return below !== '' && !below.startsWith('..') && !isAbsolute(below);
}
