import type { SideNode } from './side-node.ts';

/** A row with those below it, for trees that are small enough to be made as a whole. */
export interface SideBranch {
  readonly node: SideNode;
  readonly below: readonly SideBranch[];
}

/** All rows, those above before those below. */
export function rowsOf(branches: readonly SideBranch[]): SideNode[] {
  return branches.flatMap(({ node, below }) => [node, ...rowsOf(below)]);
}
