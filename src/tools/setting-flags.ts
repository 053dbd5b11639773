/** The settings as command-line flags, once: read by the server and the command line, written by the editor. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { hostForm, isHost } from './host-name.ts';
import { InputError } from './input-error.ts';
import { isPassable, passableForm } from './pass-environment.ts';
import type { Settings } from './settings.ts';

export interface SettingFlag {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for the value in the help. A switch has none; it is on unless `--no-…` turns it off. */
  readonly value?: string;
  readonly repeatable?: true;
  readonly choices?: readonly string[];
  /** Of a switch: what turning it off means. */
  readonly description: string;
}

const pushPolicies = ['auto', 'afterArchive', 'never', 'pullRequest'] as const satisfies readonly Settings['push'][];

export const settingFlags: readonly SettingFlag[] = [
  { name: 'codex', value: 'PATH', description: 'codex binary (default: found on PATH)' },
  {
    name: 'codex-config',
    value: 'KEY=VALUE',
    repeatable: true,
    description: 'passed to codex as -c KEY=VALUE; repeatable',
  },
  { name: 'model', value: 'NAME', description: 'model for codex (default: codex decides)' },
  { name: 'profile', value: 'NAME', description: 'configuration profile of codex' },
  { name: 'kubeconfig', value: 'FILE', description: 'kubeconfig (default: KUBECONFIG, then ~/.kube/config)' },
  {
    name: 'context',
    value: 'NAME',
    description: 'kube context to use; must be the recorded one where one is recorded',
  },
  { name: 'push', value: 'WHEN', choices: pushPolicies, description: 'when commits are pushed, and where to' },
  {
    name: 'wait-minutes',
    value: 'N',
    description: 'how long usage limits and outages are waited for (default: 30)',
  },
  {
    name: 'tokens-per-criterion',
    value: 'N',
    description: 'tokens after which codex is ended on a criterion, input and output (default: no limit)',
  },
  {
    name: 'tokens-per-task',
    value: 'N',
    description: 'tokens after which a run begins no further criterion or try (default: no limit)',
  },
  {
    name: 'tasks-per-session',
    value: 'N',
    description: 'tasks that a session completes before it ends, 0 for no limit (default: 1)',
  },
  {
    name: 'failures-per-session',
    value: 'N',
    description: 'failures in a row that end a session early (default: 3)',
  },
  {
    name: 'minutes-per-session',
    value: 'N',
    description: 'minutes after which a session begins no further task (default: no limit)',
  },
  {
    name: 'tokens-per-session',
    value: 'N',
    description: 'tokens after which a session begins no further task (default: no limit)',
  },
  {
    name: 'secrets-ignore',
    value: 'PATH',
    repeatable: true,
    description: 'path or glob that is not scanned for secrets before a commit; repeatable',
  },
  {
    name: 'env',
    value: 'NAME',
    repeatable: true,
    description: "environment variable that codex's commands get, besides PATH and the like; repeatable",
  },
  {
    name: 'registry-over-http',
    value: 'HOST[:PORT]',
    repeatable: true,
    description: 'registry that is spoken to over plain http when images are verified; repeatable',
  },
  { name: 'network', description: "no network for codex's commands; kubectl and flux need it" },
  { name: 'trust', description: 'do not run the check: lines and verify commands of task files' },
  { name: 'archive', description: 'a session leaves completed tasks in their folder' },
  { name: 'gate', description: 'commit what does not build, fit its schemas or pass a dry run, too' },
];

/** Values of flags by name, as a parser gives them. */
export type FlagValues = Readonly<Record<string, unknown>>;

/**
 * The settings with the flags on top.
 * @param folder where relative paths start
 * @throws InputError naming the flag
 */
export function applySettingFlags(base: Settings, flags: FlagValues, folder: string): Settings {
  const given = givenSettings(flags, folder);
  return {
    ...base,
    ...given,
    codexConfig: [...base.codexConfig, ...given.codexConfig],
    secretsIgnore: [...base.secretsIgnore, ...given.secretsIgnore],
    passEnvironment: [...base.passEnvironment, ...given.passEnvironment],
    registriesOverHttp: [...base.registriesOverHttp, ...given.registriesOverHttp],
  };
}

type Lists = Pick<Settings, 'codexConfig' | 'secretsIgnore' | 'passEnvironment' | 'registriesOverHttp'>;

/** What the flags say and nothing else. @throws as `applySettingFlags` */
export function givenSettings(flags: FlagValues, folder: string): Partial<Settings> & Lists {
  const text = (name: string): string | undefined => {
    const value = flags[name];
    if (typeof value !== 'string') return undefined;
    if (value.trim() === '') throw new InputError(`--${name} needs a value.`);
    return value;
  };
  const isOn = (name: string): boolean | undefined => {
    const value = flags[name];
    return typeof value === 'boolean' ? value : undefined;
  };
  const path = (name: string): string | undefined => {
    const value = text(name);
    return value === undefined ? undefined : absolutePath(value, folder);
  };
  const codex = text('codex');
  const found = {
    // A bare name is looked up on PATH, as the shell would.
    codexPath: codex === undefined || /[\\/]/.test(codex) ? path('codex') : codex,
    model: text('model'),
    profile: text('profile'),
    kubeconfig: path('kubeconfig'),
    context: text('context'),
    push: choice('push', text('push')),
    waitMinutes: minutes('wait-minutes', text('wait-minutes')),
    tokensPerCriterion: tokens('tokens-per-criterion', text('tokens-per-criterion')),
    tokensPerTask: tokens('tokens-per-task', text('tokens-per-task')),
    tasksPerSession: whole('tasks-per-session', text('tasks-per-session'), 0, 'of tasks, 0 for no limit'),
    failuresPerSession: whole('failures-per-session', text('failures-per-session'), 1, 'of failures, at least 1'),
    minutesPerSession: whole('minutes-per-session', text('minutes-per-session'), 0, 'of minutes, 0 for no limit'),
    tokensPerSession: tokens('tokens-per-session', text('tokens-per-session')),
    archive: isOn('archive'),
    network: isOn('network'),
    trusted: isOn('trust'),
    gate: isOn('gate'),
  };
  const given = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  const codexConfig = z.array(z.string()).default([]).parse(flags['codex-config']);
  const wrong = codexConfig.find((entry) => !isCodexConfig(entry));
  if (wrong !== undefined) {
    throw new InputError(
      `--codex-config "${wrong}" is not KEY=VALUE. Write, for example, model_reasoning_effort="high".`,
    );
  }
  const secretsIgnore = z.array(z.string()).default([]).parse(flags['secrets-ignore']);
  if (secretsIgnore.some((entry) => entry.trim() === '')) throw new InputError('--secrets-ignore needs a value.');
  const passEnvironment = z.array(z.string()).default([]).parse(flags['env']);
  const unpassable = passEnvironment.find((name) => !isPassable(name));
  if (unpassable !== undefined) throw new InputError(`--env is "${unpassable}"; ${passableForm}.`);
  const registriesOverHttp = z.array(z.string()).default([]).parse(flags['registry-over-http']);
  const noHost = registriesOverHttp.find((host) => !isHost(host));
  if (noHost !== undefined) throw new InputError(`--registry-over-http is "${noHost}"; ${hostForm}.`);
  return { ...given, codexConfig, secretsIgnore, passEnvironment, registriesOverHttp };
}

/** The flags that make exactly these settings on top of any others; what is left out stays as the user's file has it. */
export function settingArguments(settings: Partial<Settings>): string[] {
  const {
    codexPath,
    codexConfig = [],
    secretsIgnore = [],
    passEnvironment = [],
    registriesOverHttp = [],
    model,
    profile,
    kubeconfig,
    context,
    push,
    waitMinutes,
    tokensPerCriterion,
    tokensPerTask,
    tasksPerSession,
    failuresPerSession,
    minutesPerSession,
    tokensPerSession,
    archive,
    network,
    trusted,
    gate,
  } = settings;
  const texts = {
    ...{ codex: codexPath, model, profile, kubeconfig, context, push },
    'wait-minutes': waitMinutes?.toString(),
    'tokens-per-criterion': tokensPerCriterion?.toString(),
    'tokens-per-task': tokensPerTask?.toString(),
    'tasks-per-session': tasksPerSession?.toString(),
    'failures-per-session': failuresPerSession?.toString(),
    'minutes-per-session': minutesPerSession?.toString(),
    'tokens-per-session': tokensPerSession?.toString(),
  };
  const switches = { network, trust: trusted, archive, gate };
  return [
    // One word each: a value may begin with a dash.
    ...Object.entries(texts).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...codexConfig.map((entry) => `--codex-config=${entry}`),
    ...secretsIgnore.map((path) => `--secrets-ignore=${path}`),
    ...passEnvironment.map((name) => `--env=${name}`),
    ...registriesOverHttp.map((host) => `--registry-over-http=${host}`),
    ...Object.entries(switches).flatMap(([name, on]) => (on === undefined ? [] : [on ? `--${name}` : `--no-${name}`])),
  ];
}

/** Whether an entry is KEY=VALUE. */
export function isCodexConfig(entry: string): boolean {
  return /^[^=\s]+\s*=/.test(entry);
}

/** `~/` is the home folder; other relative paths start at `folder`. */
export function absolutePath(path: string, folder: string): string {
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : resolve(folder, path);
}

function minutes(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (number >= 0 && number <= 1440) return number;
  throw new InputError(`--${flag} is "${value}"; it must be a number of minutes from 0 to 1440.`);
}

function tokens(flag: string, value: string | undefined): number | undefined {
  return whole(flag, value, 0, 'of tokens, 0 for no limit');
}

function whole(flag: string, value: string | undefined, least: number, what: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isSafeInteger(number) && number >= least && value.trim() !== '') return number;
  throw new InputError(`--${flag} is "${value}"; it must be a whole number ${what}.`);
}

function choice(flag: string, value: string | undefined): Settings['push'] | undefined {
  if (value === undefined) return undefined;
  const found = pushPolicies.find((policy) => policy === value);
  if (found === undefined)
    throw new InputError(`--${flag} is "${value}"; it must be one of ${pushPolicies.join(', ')}.`);
  return found;
}
