/** Entry of the server process: `node dist/server.js [flags]`, MCP on standard input and output. */
import { parseArgs } from 'node:util';
import { InputError } from '../tools/input-error.ts';
import { createLocalToolbox } from '../tools/local-toolbox.ts';
import { applySettingFlags, type FlagValues, settingFlags } from '../tools/setting-flags.ts';
import type { Settings } from '../tools/settings.ts';
import { startFolder } from '../tools/start-folder.ts';
import { readUserSettings } from '../tools/user-settings.ts';
import { guardConsole } from './console-guard.ts';
import { RepositoryFiles } from './resources/repository-files.ts';
import { serve } from './serve.ts';

guardConsole(process.stderr);
process.exit(await main());

async function main(): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const settings = await readSettings().catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    stderr.write(`agent-toolkit: ${error.message}\n`);
    return undefined;
  });
  if (settings === undefined) return 2;
  const files = new RepositoryFiles();
  const toolbox = createLocalToolbox(settings, files.readers);
  return serve({ toolbox, files, limits: settings, stdin, stdout, stderr, signals: process });
}

async function readSettings(): Promise<Settings> {
  return applySettingFlags(await readUserSettings(process.env), readFlags(process.argv.slice(2)), startFolder());
}

function readFlags(args: string[]): FlagValues {
  const flags = settingFlags.map(({ name, value, repeatable }) => {
    return [name, { type: value === undefined ? 'boolean' : 'string', multiple: repeatable === true }] as const;
  });
  try {
    return parseArgs({ args, options: Object.fromEntries(flags), allowNegative: true }).values;
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}
