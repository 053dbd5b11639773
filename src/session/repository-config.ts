/** What the repository says about itself: .agent-config.json (the team's) and .agent-state.json (this machine's). */
import { join } from 'node:path';
import { z } from 'zod';
import { ignoreMissing } from './missing-file.ts';
import { readRegular } from './regular-file.ts';
import { stateFile } from './state.ts';

export interface RepositoryConfig {
  /** The kube context that belongs to this repository. */
  readonly clusterContext?: string;
  /** The cluster that this context must name. */
  readonly clusterName?: string;
  /** The address that its API server must have. */
  readonly clusterServer?: string;
  /** Verification scope for all tasks, in the form of the front matter's `verify`. */
  readonly verify?: unknown;
  /** What the team's file proposes as related repositories, as it stands there. */
  readonly relatedRepos?: unknown;
  /** The team's file is there and of no use: what it states is not known. */
  readonly isUnreadable?: true;
  readonly warnings: readonly string[];
}

const configSchema = z.looseObject({
  /** A session without a recorded context writes null. */
  cluster_context: z.string().min(1).nullish(),
  cluster_name: z.string().min(1).optional(),
  cluster_server: z.string().min(1).optional(),
  verify: z.unknown().optional(),
  related_repos: z.unknown().optional(),
});

/** Reads both files; the team's file wins. A file that is no valid JSON is a warning and counts as empty (a real one is invalid). */
export async function readRepositoryConfig(root: string): Promise<RepositoryConfig> {
  const warnings: string[] = [];
  const config = await readObject(root, '.agent-config.json', warnings);
  const isUnreadable = warnings.length > 0;
  const state = await readObject(root, stateFile, warnings);
  const clusterContext = config?.cluster_context ?? state?.cluster_context ?? undefined;
  const clusterName = config?.cluster_name ?? state?.cluster_name;
  const clusterServer = config?.cluster_server ?? state?.cluster_server;
  return {
    ...(clusterContext === undefined ? {} : { clusterContext }),
    ...(clusterName === undefined ? {} : { clusterName }),
    ...(clusterServer === undefined ? {} : { clusterServer }),
    ...(config?.verify === undefined ? {} : { verify: config.verify }),
    ...(config?.related_repos === undefined ? {} : { relatedRepos: config.related_repos }),
    ...(isUnreadable ? { isUnreadable } : {}),
    warnings,
  };
}

async function readObject(root: string, name: string, warnings: string[]) {
  try {
    const bytes = await readRegular(join(root, name)).catch(ignoreMissing);
    return bytes === undefined ? undefined : configSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    const cause = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    warnings.push(`${name} is not usable and was left out: ${cause}`);
    return undefined;
  }
}
