/** Whether Codex can be used: where it is, its version and login, and its sandbox, in which all of its commands run. */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheck } from '../../codex/check-command.ts';
import { findCodex } from '../../codex/locate.ts';
import { codexVersion, isOlderCodex } from '../../codex/version.ts';
import { askCodex } from '../../tools/process/ask-codex.ts';
import { NoLogin, RunStopped } from '../../tools/process/run.ts';
import type { Settings } from '../../tools/settings.ts';
import { doubtful, type Finding, failed, fine, refused, skipped } from './finding.ts';

/** The version that the toolkit was made for. */
const known = [0, 169] as const;

/** Binary, version, configuration and login, as before a run. @param root where Codex would work */
export async function checkCodex(root: string, settings: Settings): Promise<Finding> {
  try {
    const { codexBinary, codexEnv } = await askCodex([{ root }], settings);
    const version = await codexVersion(codexBinary, codexEnv);
    if (isOlderCodex(version, known) === true) {
      return doubtful(
        'codex',
        `${version} is older than ${known.join('.')}, which is known to work.`,
        'Update it: npm install -g @openai/codex.',
      );
    }
    return fine('codex', `${version}, with a login or a key.`);
  } catch (error) {
    if (error instanceof NoLogin) return { ...refused('codex', error.message), lacks: 'login' };
    if (error instanceof RunStopped) return refused('codex', error.message);
    throw error;
  }
}

/** Whether a command that does nothing runs in the sandbox. It may write to a temporary folder alone. */
export async function checkSandbox({ codexPath, network }: Settings, signal: AbortSignal): Promise<Finding> {
  const binary = await findCodex(codexPath, process.env);
  if (binary === undefined) return skipped('sandbox', 'It is a part of Codex, which was not found.');
  const scratch = await mkdtemp(join(await realpath(tmpdir()), 'agent-toolkit-doctor-'));
  try {
    const terms = {
      cwd: scratch,
      writesInCwdAlone: true,
      env: process.env,
      commandEnv: {},
      network,
      timeoutMs: 20_000,
      signal,
    };
    const { passed, ended, output } = await runCheck({ binary, command: 'exit 0', ...terms });
    if (passed) return fine('sandbox', `Commands run in it, ${network ? 'with' : 'without'} network.`);
    return failed(
      'sandbox',
      `A command that does nothing ${ended} in it${output === '' ? '.' : `: ${output}`}`,
      remedy(),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function remedy(): string {
  return process.platform === 'linux'
    ? 'Let unprivileged users make user namespaces (kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), then try `codex sandbox -- true`.'
    : 'Try `codex sandbox -- true` by hand, and do what it says.';
}
