/** The repositories that a task may change besides its own: proposed by the repository, agreed to by the user. */
import type { Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { userSettingsFile } from '../user-settings.ts';
import { readAgreements } from './agreements.ts';
import { readProposals } from './proposals.ts';

export interface RelatedRepositories {
  /** May be changed; by their paths. */
  readonly agreed: readonly Repository[];
  /** Proposed, and nobody agreed: nothing is written there. */
  readonly unagreed: readonly Repository[];
  /** What of the proposal is not usable. */
  readonly faults: readonly string[];
}

/** @throws InputError when something is proposed and the user's file is not usable */
export async function findRelated(repository: Repository, env: NodeJS.ProcessEnv): Promise<RelatedRepositories> {
  const { relatedRepos } = await readRepositoryConfig(repository.root);
  const { repositories, faults } = await readProposals(repository, relatedRepos);
  if (repositories.length === 0) return { agreed: [], unagreed: [], faults };
  const agreements = await readAgreements(env, repository.root);
  const sorted = repositories.toSorted((a, b) => (a.root < b.root ? -1 : 1));
  return {
    agreed: sorted.filter(({ root }) => agreements.has(root)),
    unagreed: sorted.filter(({ root }) => !agreements.has(root)),
    faults,
  };
}

/** What a run without them says, and how to agree. */
export function unagreedWarning(
  { unagreed }: RelatedRepositories,
  itemId: string,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (unagreed.length === 0) return undefined;
  const paths = unagreed.map(({ root }) => root).join(', ');
  return (
    `.agent-config.json proposes related repositories that you have not agreed to, so nothing was written there: ${paths}. ` +
    `Agree with agent-toolkit process ${itemId} --agree-related, or list them below relatedRepos in ${userSettingsFile(env)}.`
  );
}
