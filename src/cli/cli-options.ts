import { resolve } from 'node:path';
import { InputError } from '../tools/input-error.ts';
import { applySettingFlags, givenSettings } from '../tools/setting-flags.ts';
import type { Settings } from '../tools/settings.ts';
import { readUserSettings } from '../tools/user-settings.ts';
import type { CliHost } from './cli-host.ts';

/** Values of the flags, by their camel-case names, as commander gives them. */
export type CliFlags = Readonly<Record<string, unknown>>;

export interface CliOptions {
  /** Absolute path of --repo, or of the current folder. */
  readonly repoPath: string;
  /** Whether standard output is to hold the tool's result and nothing else. */
  readonly json: boolean;
  /** Whether it is to hold what happens, one event a line. */
  readonly jsonl: boolean;
  readonly settings: Settings;
}

/** The options that all commands share: flags on top of the user's configuration file. @throws InputError */
export async function readCliOptions(flags: CliFlags, host: CliHost): Promise<CliOptions> {
  const settings = applySettingFlags(await readUserSettings(host.env), byName(flags), host.cwd);
  const { repo } = flags;
  const [json, jsonl] = [flags['json'] === true, flags['jsonl'] === true];
  if (jsonl && json) throw new InputError('--json prints the end alone, --jsonl all that happens. Use one of them.');
  if (repo === '') throw new InputError("--repo is empty. Name the repository's folder, or leave it out.");
  return { repoPath: resolve(host.cwd, typeof repo === 'string' ? repo : '.'), json, jsonl, settings };
}

/** The settings that the flags state, and nothing of the configuration file. @throws InputError */
export function statedSettings(flags: CliFlags, host: CliHost): Partial<Settings> {
  return givenSettings(byName(flags), host.cwd);
}

function byName(flags: CliFlags): Record<string, unknown> {
  return Object.fromEntries(Object.entries(flags).map(([key, value]) => [kebab(key), value]));
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
