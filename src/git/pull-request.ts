/** Opens a pull request through the forge's own command, gh or glab, as the user is signed in there. */
import { type ExecFileException, execFile } from 'node:child_process';
import { gitEnvironment } from './client.ts';
import type { Forge } from './forge.ts';
import type { Repository } from './repository.ts';

/** How long one call of the command may take, in milliseconds. */
const callMs = 60_000;

export interface PullRequest {
  readonly base: string;
  readonly head: string;
  readonly title: string;
  readonly body: string;
}

export type PullRequestOutcome =
  /** `url` is that of the pull request; one that is open for this branch already is not opened again. */
  | { readonly status: 'open'; readonly url: string }
  | { readonly status: 'not_installed'; readonly command: string }
  /** In the command's own words, which may repeat addresses. */
  | { readonly status: 'failed'; readonly command: string; readonly words: string };

/** The command, how it lists the open pull requests of a branch as JSON, and how it opens one. */
function commandsOf({ kind, host, path, address }: Forge, { base, head, title, body }: PullRequest) {
  if (kind === 'github') {
    const place = ['--repo', `${host}/${path}`, '--head', head, '--base', base];
    return {
      command: 'gh',
      list: ['pr', 'list', ...place, '--state', 'open', '--json', 'url'],
      create: ['pr', 'create', ...place, '--title', title, '--body', body],
    };
  }
  const place = ['--repo', address, '--source-branch', head, '--target-branch', base];
  return {
    command: 'glab',
    list: ['mr', 'list', ...place, '--output', 'json'],
    create: ['mr', 'create', ...place, '--title', title, '--description', body, '--yes'],
  };
}

/** Opens the pull request, or finds the one that is open. @throws the signal's reason when aborted */
export async function openPullRequest(
  repository: Repository,
  forge: Forge,
  request: PullRequest,
  signal: AbortSignal,
): Promise<PullRequestOutcome> {
  const { command, list, create } = commandsOf(forge, request);
  const listed = await call(repository, command, list, signal);
  if (listed === undefined) return { status: 'not_installed', command };
  // A list that failed says nothing; what is wrong, opening tells as well.
  const there = listed.failed ? undefined : urlIn(listed.stdout);
  if (there !== undefined) return { status: 'open', url: there };
  const created = await call(repository, command, create, signal);
  if (created === undefined) return { status: 'not_installed', command };
  const url = created.failed ? undefined : urlIn(`${created.stdout}\n${created.stderr}`);
  if (url !== undefined) return { status: 'open', url };
  const words = [created.stderr, created.stdout].map((text) => text.trim()).find((text) => text !== '');
  return { status: 'failed', command, words: words ?? created.failed ?? 'it told no address' };
}

/** The address of a pull or merge request; other addresses (of the author, of the project) stand beside it. */
export function urlIn(output: string): string | undefined {
  return /https?:\/\/[^\s"'<>]+\/(?:pull|merge_requests)\/\d+(?![\w/])/.exec(output)?.[0];
}

interface Called {
  readonly stdout: string;
  readonly stderr: string;
  /** Node's words for a command that failed, or that took too long. */
  readonly failed: string | undefined;
}

/** Undefined when there is no such command on PATH. */
async function call(
  repository: Repository,
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Called | undefined> {
  signal.throwIfAborted();
  const quiet = { GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_PROMPT: 'true', GLAB_NO_PROMPT: 'true' };
  const env = { ...gitEnvironment(), ...quiet, GLAB_CHECK_UPDATE: 'false', NO_COLOR: '1' };
  const called = await new Promise<Called | undefined>((resolve) => {
    const child = execFile(
      command,
      [...args],
      { cwd: repository.root, env, timeout: callMs, signal, windowsHide: true },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') resolve(undefined);
        else resolve({ stdout, stderr, failed: error === null ? undefined : failure(error) });
      },
    );
    child.stdin?.on('error', () => {}); // it has ended without reading
    child.stdin?.end();
  });
  signal.throwIfAborted();
  return called;
}

function failure({ killed, code, message }: ExecFileException): string {
  if (killed) return `it did not end within ${callMs / 1000} s`;
  return typeof code === 'number' ? `it ended with exit code ${code}` : message;
}
