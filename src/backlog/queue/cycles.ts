/** Finds what waits for itself. */

export interface Cycle<T> {
  /** All that can be reached from each other. */
  readonly members: readonly T[];
  /** One way round, its first member again at the end. */
  readonly path: readonly T[];
}

/** The strongly connected parts with more than one node (Tarjan 1972), without recursion, so that no chain is too long. */
export function findCycles<T>(nodes: Iterable<T>, next: (node: T) => readonly T[]): Cycle<T>[] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const cycles: Cycle<T>[] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const calls: { readonly node: T; readonly targets: readonly T[]; at: number }[] = [];
    const enter = (node: T) => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      calls.push({ node, targets: next(node), at: 0 });
    };
    const lower = (node: T, value: number | undefined) => low.set(node, Math.min(low.get(node) ?? 0, value ?? 0));
    enter(root);
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { node, targets } = call;
      if (call.at < targets.length) {
        const target = targets[call.at] as T;
        call.at += 1;
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) lower(node, index.get(target));
        continue;
      }
      calls.pop();
      const caller = calls.at(-1)?.node;
      if (caller !== undefined) lower(caller, low.get(node));
      if (low.get(node) !== index.get(node)) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) onStack.delete(member);
      if (members.length > 1) cycles.push({ members, path: wayRound(node, new Set(members), next) });
    }
  }
  return cycles;
}

/** The shortest way from a member back to itself, through members alone; the member stands at both ends. */
export function wayRound<T>(start: T, members: ReadonlySet<T>, next: (node: T) => readonly T[]): T[] {
  const from = new Map<T, T>();
  const queue: T[] = [start];
  for (const node of queue) {
    for (const target of next(node)) {
      if (target === start) {
        const path = [start];
        for (let step = node; step !== start; step = from.get(step) as T) path.push(step);
        return [...path, start].reverse();
      }
      if (!members.has(target) || from.has(target)) continue;
      from.set(target, node);
      queue.push(target);
    }
  }
  return [start, start];
}
