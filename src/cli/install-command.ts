import { approvedTools } from '../tools/approved-tools.ts';
import { InputError } from '../tools/input-error.ts';
import { settingArguments } from '../tools/setting-flags.ts';
import { carryOut, type Installation, prepareInstall, prepareUndo } from '../workflow/install/install-codex.ts';
import { installResult } from '../workflow/install/install-texts.ts';
import { ask } from './ask.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions, statedSettings } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { installLines, installQuestion } from './install-report.ts';
import { isOnlyCached, ownStart } from './own-start.ts';
import { printableText } from './printable.ts';
import type { InstallClient } from './program.ts';
import { styleFor } from './style.ts';

/** `install codex`: the server in the user's Codex configuration. A no to the question is another outcome than success. */
export async function installCommand(_client: InstallClient, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const { json } = await readCliOptions(flags, host);
  const approves = flags['approval'] !== false;
  const installation = await prepare(flags, host, approves);
  const { before, after, added, removed, file, left } = installation;
  if (flags['print'] === true) {
    const lines = { file, added, removed };
    host.stdout.write(json ? `${JSON.stringify({ ...lines, change: 'none' }, null, 2)}\n` : `${added.join('\n')}\n`);
    return exitCodes.success;
  }
  if (before !== after && flags['yes'] !== true && !(await agreed(installation, host, approves))) {
    host.stderr.write('Nothing was changed.\n');
    return exitCodes.outcome;
  }
  const notes = await carryOut(installation, host.env);
  if (left !== '')
    notes.push(`What was there before has no place in the file as it is now; put it back by hand:\n${left}`);
  const change = before === after ? 'none' : installation.kind === 'undo' ? 'removed' : 'written';
  if (json) host.stdout.write(`${JSON.stringify({ file, added, removed, change, notes }, null, 2)}\n`);
  else for (const text of [installResult(installation), ...notes]) host.stdout.write(`${printableText(text)}\n`);
  return exitCodes.success;
}

async function prepare(flags: CliFlags, host: CliHost, approves: boolean): Promise<Installation> {
  const { env } = host;
  const stated = statedSettings(flags, host);
  const { settings } = await readCliOptions(flags, host);
  const { codexPath, passEnvironment: passed } = settings;
  if (flags['undo'] === true) {
    if (flags['print'] === true) throw new InputError('--undo takes lines out; there are none to --print.');
    return prepareUndo({ env, codexPath });
  }
  const start = await ownStart();
  if (isOnlyCached(start)) {
    throw new InputError(
      "npx runs Agent Toolkit from npm's cache here, which npm may empty. Install it (npm install --global), then try again.",
    );
  }
  const { command, args, env: own } = start;
  const entry = { command, args: [...args, 'serve', ...settingArguments(stated)], env: own };
  return prepareInstall({ env, codexPath, passed, entry: { ...entry, approved: approves ? approvedTools : [] } });
}

async function agreed(installation: Installation, host: CliHost, approves: boolean): Promise<boolean> {
  if (!host.stdin.isTTY || !host.stderr.isTTY) {
    throw new InputError('Nobody can be asked here. Use --print to see the lines, then --yes to write them.');
  }
  host.stderr.write(installLines(installation, styleFor(host.stderr, host.env)));
  return ask(host, installQuestion(installation, approves));
}
