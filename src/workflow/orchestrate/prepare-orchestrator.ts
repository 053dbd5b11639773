/** What an orchestrating Codex needs before it is started. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { guardContext, writeScopedKubeconfig } from '../../cluster/context-guard.ts';
import { configurationFiles } from '../../codex/configuration-files.ts';
import { picked } from '../../codex/environment.ts';
import { untrustedProject } from '../../codex/project-trust.ts';
import type { ServerEntry } from '../../codex/server-section/server-entry.ts';
import type { Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { approvedTools } from '../../tools/approved-tools.ts';
import { clusterAccess } from '../../tools/cluster-access.ts';
import { InputError } from '../../tools/input-error.ts';
import { askCodex } from '../../tools/process/ask-codex.ts';
import { commandVariables } from '../../tools/process/command-variables.ts';
import { RunStopped } from '../../tools/process/run.ts';
import type { Settings } from '../../tools/settings.ts';
import { workflowDocument } from '../document/workflow-document.ts';
import { forwardedVariables } from '../install/forwarded-variables.ts';
import { refuseForeign } from '../session/refuse-foreign.ts';
import type { OrchestratorStart } from './orchestrator-arguments.ts';
import { makeOwnFolder } from './own-folder.ts';

export interface OrchestratorRequest {
  readonly repository: Repository;
  readonly settings: Settings;
  /** How our server is started. */
  readonly server: Pick<ServerEntry, 'command' | 'args' | 'env'>;
  /** Tasks that are completed before it ends; 0 is no limit. */
  readonly tasks: number;
}

export interface Orchestrator {
  readonly binary: string;
  readonly start: OrchestratorStart;
  /** The workflow document for this repository. */
  readonly prompt: string;
  /** Removes what was made for it. */
  remove(): Promise<void>;
}

/** @throws InputError where Codex cannot be used, or the repository is none to work on */
export async function prepareOrchestrator(request: OrchestratorRequest): Promise<Orchestrator> {
  const { repository, settings, server, tasks } = request;
  const { root, gitDir, commonDir } = repository;
  await refuseForeign(repository);
  const { codexBinary, codexEnv } = await askCodex([repository], settings).catch((error: unknown) => {
    throw error instanceof RunStopped ? new InputError(error.message) : error;
  });
  const { profile, codexConfig: config, passEnvironment } = settings;
  const files = await configurationFiles({ env: process.env, config, ...(profile === undefined ? {} : { profile }) });
  const envVars = forwardedVariables([...config, ...files].join('\n'), passEnvironment);
  const folder = await makeOwnFolder(commonDir);
  const remove = () => rm(folder, { recursive: true, force: true });
  const kubeconfig = await scopedKubeconfig(repository, settings, folder);
  const commandEnv = commandVariables({ scratchFolder: folder, settings }, kubeconfig);
  const env = { ...codexEnv, ...picked(process.env, envVars) };
  return {
    binary: codexBinary,
    start: {
      root,
      gitFolders: [...new Set([gitDir, commonDir])],
      server: { ...server, envVars, approved: approvedTools, required: true },
      settings,
      untrusted: await untrustedProject(root),
      env,
      commandEnv,
    },
    prompt: workflowDocument({ repoPath: root, tasks, failures: settings.failuresPerSession }),
    remove,
  };
}

/** Codex' own commands see the verified context alone; where there is none, no cluster at all. */
async function scopedKubeconfig({ root }: Repository, settings: Settings, folder: string): Promise<string> {
  const access = clusterAccess(settings, await readRepositoryConfig(root));
  const verdict = await guardContext(access);
  if (verdict.status !== 'ok') return join(folder, 'no-cluster');
  const file = join(folder, 'kubeconfig');
  await writeScopedKubeconfig(access, verdict.context, file);
  return file;
}
