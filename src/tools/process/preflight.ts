/** What has to be true before the first criterion runs. Every refusal says what to do. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '../../backlog/task.ts';
import { findCodex, hasMcpServer, missingLogin } from '../../codex/locate.ts';
import { gitClient } from '../../git/client.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { type Run, RunStopped } from './run.ts';

/** Our own server's name in a Codex configuration; it is off while a criterion runs, so that no run starts another. */
const ownServer = 'agent-toolkit';

export interface PreflightRequest {
  readonly repository: Repository;
  readonly task: Task;
  readonly settings: Settings;
  readonly context: ToolContext;
  readonly timeoutPerSection: number;
}

/** Checks repository and Codex and prepares the folders of the run. @throws RunStopped with the cause and the next step */
export async function preflight(request: PreflightRequest): Promise<Run> {
  const { repository, settings, task, context } = request;
  await checkRepository(repository, task.file);
  const codexBinary = await findCodex(settings.codexPath, process.env);
  if (codexBinary === undefined) {
    throw new RunStopped(
      settings.codexPath === undefined
        ? 'The Codex CLI was not found on PATH. Install it (npm install -g @openai/codex), or name its path with --codex or the setting agentToolkit.codexPath.'
        : `The Codex CLI at ${settings.codexPath} is not there or cannot be run. Correct --codex or the setting agentToolkit.codexPath.`,
    );
  }
  const query = { binary: codexBinary, env: process.env, cwd: repository.root, config: settings.codexConfig };
  const [login, recursion] = await Promise.all([missingLogin(query), hasMcpServer(query, ownServer)]);
  if (login !== undefined) {
    throw new RunStopped(`Codex is not logged in (${login}). Run \`codex login\`, or set CODEX_API_KEY.`);
  }
  const config = await readRepositoryConfig(repository.root);
  for (const warning of config.warnings) context.log('log', 'warning', warning);
  return {
    repository,
    itemId: task.id,
    settings,
    context,
    codexBinary,
    disabledServers: recursion ? [ownServer] : [],
    cluster:
      task.verify === 'none'
        ? undefined
        : {
            env: process.env,
            ...(settings.kubeconfig === undefined ? {} : { kubeconfig: settings.kubeconfig }),
            ...(settings.context === undefined ? {} : { context: settings.context }),
            ...(config.clusterContext === undefined ? {} : { recordedContext: config.clusterContext }),
          },
    timeoutPerSection: request.timeoutPerSection,
    ...(await makeFolders(repository)),
  };
}

/** Removes the folders of the run, the kubeconfig with them. */
export async function cleanUp(run: Run): Promise<void> {
  await rm(run.runFolder, { recursive: true, force: true });
  await rm(run.scratchFolder, { recursive: true, force: true });
}

async function checkRepository(repository: Repository, taskFile: string): Promise<void> {
  const operation = operationInProgress(repository);
  if (operation !== undefined) {
    throw new RunStopped(`A ${operation} is in progress in ${repository.root}. Finish or abort it, then run again.`);
  }
  if ((await readHead(repository)) === undefined) {
    throw new RunStopped(`${repository.root} has no commit yet. Make a first commit, then run again.`);
  }
  const status = await gitClient(repository.root).raw(['status', '--porcelain=v1', '-z', '--', taskFile]);
  if (status !== '') {
    throw new RunStopped(`${taskFile} has edits that are not committed. Commit or revert them, then run again.`);
  }
}

/** Makes this run's folders and removes those of runs that died; the caller holds the lock, so all others are dead. */
async function makeFolders(repository: Repository): Promise<Pick<Run, 'runFolder' | 'scratchFolder' | 'camera'>> {
  const runs = join(repository.commonDir, 'agent-toolkit', 'runs');
  await mkdir(runs, { recursive: true });
  for (const old of await readdir(runs)) await rm(join(runs, old), { recursive: true, force: true });
  const runFolder = join(runs, randomUUID());
  await mkdir(runFolder, { mode: 0o700 });
  const scratchFolder = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  return { runFolder, scratchFolder, camera: new WorkTreeCamera(repository, runFolder) };
}
