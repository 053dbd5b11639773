/** Names that can be typed, as they are in the repository and the kubeconfig now. Where they cannot be read, there are none. */
import { readBacklog } from '../backlog/read/read.ts';
import { readKubeconfig } from '../cluster/kubeconfig.ts';
import { listLeftovers } from '../git/leftover-list.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { Candidate, Names } from './completions.ts';

/** People wait at a Tab, in milliseconds. */
const longestMs = 2_000;

export interface NamesPlace {
  readonly repoPath: string;
  readonly env: NodeJS.ProcessEnv;
  readonly kubeconfig: string | undefined;
}

/** Others than plain words are left out: a shell would read more than a word in them. */
export async function namesFor(names: Exclude<Names, 'files' | 'folders'>, place: NamesPlace): Promise<Candidate[]> {
  const found = await (names === 'contexts' ? contexts(place) : ofRepository(names, place)).catch(() => []);
  const plain = found.filter(({ word }) => /^\w[\w.:@/+-]*$/.test(word));
  const byWord = new Map(plain.map((candidate) => [candidate.word, candidate]));
  return [...byWord.values()].toSorted((a, b) => (a.word < b.word ? -1 : 1));
}

async function contexts({ env, kubeconfig }: NamesPlace): Promise<Candidate[]> {
  const read = await readKubeconfig({ env, ...(kubeconfig === undefined ? {} : { kubeconfig }) });
  return [...(read?.contexts.keys() ?? [])].map((word) => {
    return { word, description: word === read?.currentContext ? 'current context' : '' };
  });
}

async function ofRepository(
  names: Exclude<Names, 'files' | 'folders' | 'contexts'>,
  { repoPath }: NamesPlace,
): Promise<Candidate[]> {
  const repository = await openRepository(repoPath);
  if (names === 'leftovers')
    return (await listLeftovers(repository)).map(({ name }) => ({ word: name, description: '' }));
  const { tasks, humanActions } = await readBacklog(repository.root, { signal: AbortSignal.timeout(longestMs) });
  const isOpen = (folder: string) => folder !== 'completed' && folder !== 'deprecated';
  const wanted = [
    ...tasks.filter(({ folder }) => names === 'all tasks' || isOpen(folder)),
    ...(names === 'items' ? humanActions : []),
  ];
  return wanted.map(({ id, title }) => ({ word: id, description: title }));
}
