/** The user's own configuration: one JSON file below the XDG configuration folder, read by server and cli alike. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { hostForm, isHost } from './host-name.ts';
import { InputError } from './input-error.ts';
import { isPassable, passableForm } from './pass-environment.ts';
import { absolutePath, isCodexConfig } from './setting-flags.ts';
import { defaultSettings, type Settings } from './settings.ts';

const text = z.string().trim().min(1);
const settingShape = {
  codexPath: text.optional(),
  codexConfig: z.array(z.string().refine(isCodexConfig, 'it must be KEY=VALUE')).optional(),
  model: text.optional(),
  profile: text.optional(),
  network: z.boolean().optional(),
  kubeconfig: text.optional(),
  context: text.optional(),
  push: z.enum(['auto', 'afterArchive', 'never', 'pullRequest']).optional(),
  waitMinutes: z.number().min(0).max(1440).optional(),
  tokensPerCriterion: z.int().min(0).optional(),
  tokensPerTask: z.int().min(0).optional(),
  tasksPerSession: z.int().min(0).optional(),
  failuresPerSession: z.int().min(1).optional(),
  minutesPerSession: z.int().min(0).optional(),
  tokensPerSession: z.int().min(0).optional(),
  archive: z.boolean().optional(),
  trusted: z.boolean().optional(),
  gate: z.boolean().optional(),
  secretsIgnore: z.array(text).optional(),
  passEnvironment: z.array(z.string().refine(isPassable, passableForm)).optional(),
  registriesOverHttp: z.array(z.string().refine(isHost, hostForm)).optional(),
} satisfies Record<keyof Settings, z.ZodType>;
const userSettingsSchema = z.strictObject({
  ...settingShape,
  /** By the repository with the tasks: the related ones that the user agreed to. No setting: read when a run begins. */
  relatedRepos: z.record(text, z.array(text)).optional(),
});

/** Where the file is; the XDG base directory specification ignores a relative $XDG_CONFIG_HOME. */
export function userSettingsFile(env: NodeJS.ProcessEnv): string {
  const xdg = env['XDG_CONFIG_HOME'];
  const folder = xdg !== undefined && isAbsolute(xdg) ? xdg : join(env['HOME'] ?? homedir(), '.config');
  return join(folder, 'agent-toolkit', 'config.json');
}

/**
 * The defaults with the user's file on top; the defaults alone when there is no file. Relative paths start at its folder.
 * @throws InputError naming the file, the line and what to do, when it is no JSON or holds what no setting is
 */
export async function readUserSettings(env: NodeJS.ProcessEnv): Promise<Settings> {
  const file = userSettingsFile(env);
  const source = await readSource(file);
  if (source === undefined) return defaultSettings;
  const { relatedRepos: _, ...given } = await parse(source, file);
  const path = (value: string) => absolutePath(value, dirname(file));
  const { codexPath, kubeconfig } = given;
  return {
    ...defaultSettings,
    ...(given as Partial<Settings>),
    ...(codexPath === undefined || !/[\\/]/.test(codexPath) ? {} : { codexPath: path(codexPath) }),
    ...(kubeconfig === undefined ? {} : { kubeconfig: path(kubeconfig) }),
  };
}

/**
 * What the user's file says of related repositories: by the path of the repository with the tasks, paths as written.
 * @throws as `readUserSettings`
 */
export async function readRelatedRepos(env: NodeJS.ProcessEnv): Promise<Readonly<Record<string, readonly string[]>>> {
  const file = userSettingsFile(env);
  const source = await readSource(file);
  return source === undefined ? {} : relatedReposIn(source, file);
}

/** The same of a text of the file. */
export async function relatedReposIn(source: string, file: string): ReturnType<typeof readRelatedRepos> {
  return (await parse(source, file)).relatedRepos ?? {};
}

async function readSource(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new InputError(`${file} cannot be read (${error.message}). Give yourself access to it, or remove it.`);
  });
}

async function parse(source: string, file: string): Promise<z.output<typeof userSettingsSchema>> {
  const { readJsonDocument } = await import('./json-document.ts');
  const { fault, value, lineOf } = readJsonDocument(source);
  if (fault !== undefined) throw refusal(file, fault.line, `not valid JSON: ${fault.message}`);
  const result = userSettingsSchema.safeParse(value ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const line = lineOf(unknown ?? issue?.path[0]);
  const names = Object.keys(userSettingsSchema.shape).join(', ');
  if (unknown !== undefined) throw refusal(file, line, `there is no setting "${unknown}". The settings are ${names}`);
  throw refusal(file, line, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
}

function refusal(file: string, line: number, cause: string): InputError {
  return new InputError(`${file}:${line}: ${cause}. Mend that line, or remove the file to use the defaults.`);
}
