/** What a person has agreed to in each repository, as the workspace keeps it. */
import type { Memento } from 'vscode';
import type { Agreed } from './run-terms.ts';

const agreedKey = 'agreedTerms';

/** By root; undefined where nobody has agreed to a run yet. */
export function agreedIn(memory: Pick<Memento, 'get'>, root: string): Agreed | undefined {
  return all(memory)[root];
}

export async function agree(memory: Pick<Memento, 'get' | 'update'>, root: string, agreed: Agreed): Promise<void> {
  await memory.update(agreedKey, { ...all(memory), [root]: agreed });
}

function all(memory: Pick<Memento, 'get'>): Readonly<Partial<Record<string, Agreed>>> {
  return memory.get(agreedKey, {});
}
