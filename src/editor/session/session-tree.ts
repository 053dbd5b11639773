/** The Session view as values: what runs now, then the sessions that are over. Pure. */
import type { SideBranch } from '../sides/side-branch.ts';
import { sideNode } from '../sides/side-node.ts';
import { pastBranches } from './past-rows.ts';
import { runBranches } from './run-rows.ts';
import type { SessionFacts } from './session-facts.ts';

/** Several repositories have a row each, where there is anything to tell of them. @param now milliseconds since 1970 */
export function sessionTree(repositories: readonly SessionFacts[], now: number): SideBranch[] {
  const branches = (facts: SessionFacts) => [...runBranches(facts, now), ...pastBranches(facts)];
  const [only, ...others] = repositories;
  if (only !== undefined && others.length === 0) return branches(only);
  return repositories.flatMap((facts) => {
    const below = branches(facts);
    if (below.length === 0) return [];
    const { root, name } = facts.repository;
    return [{ node: sideNode({ id: root, label: name, icon: { name: 'repo' }, expanded: 'expanded' }), below }];
  });
}
