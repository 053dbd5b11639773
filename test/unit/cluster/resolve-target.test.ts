/** The target of a task on a cluster that has the namespaces shop and ops. */
import { expect, test } from 'vitest';
import { ApiError } from '../../../src/cluster/api-error.ts';
import { emptyTarget, type ScopeSource, type Target } from '../../../src/cluster/check-target.ts';
import { resolveTarget } from '../../../src/cluster/resolve-target.ts';

const cluster = { list: async () => ['shop', 'ops'].map((name) => ({ metadata: { name } })) };
const barred = { list: () => Promise.reject(new ApiError('forbidden', 'no')) };

async function resolved(
  scope: ScopeSource,
  target: Partial<Target>,
  connection: typeof cluster | typeof barred = cluster,
) {
  const notes: string[] = [];
  const { signal } = new AbortController();
  const plan = await resolveTarget(connection, { scope, target: { ...emptyTarget, ...target } }, signal, notes);
  return { namespaces: plan.namespaces, named: plan.named.map(({ written }) => written), notes };
}

const mayNotList = expect.stringContaining('may not list namespaces');

test.each<[string, ScopeSource, Partial<Target>, string[], string[], unknown[]]>([
  [
    'what is stated, there or not',
    'verify',
    { namespaces: ['gone'], workloads: ['gone/sts/db'] },
    ['gone'],
    ['gone/sts/db'],
    [],
  ],
  [
    'of commits what the cluster has; of another cluster, that is told',
    'commits',
    { candidates: ['shop', 'gone'], workloads: ['shop/sts/db', 'gone/sts/db', 'sts/db'] },
    ['shop'],
    ['shop/sts/db', 'sts/db'],
    [expect.stringContaining('the namespace gone, which the cluster does not have')],
  ],
  ['what commits made', 'commits', { namespaces: ['new'], candidates: ['shop'] }, ['new', 'shop'], [], []],
  [
    'commits that were not pushed',
    'commits',
    { candidates: ['shop'], mayLack: true },
    ['shop'],
    [],
    [expect.stringContaining('does not have all commits')],
  ],
  [
    'words of a text',
    'text',
    { words: ['shop', 'odd'], workloads: ['sts/db'], mayLack: true },
    ['shop'],
    ['sts/db'],
    [],
  ],
  [
    'words that are none: then nothing is named',
    'text',
    { words: ['odd'], workloads: ['sts/db'], mayLack: true },
    [],
    [],
    [],
  ],
  [
    'what only a namespace can be',
    'text',
    { candidates: ['odd'] },
    [],
    [],
    [expect.stringContaining('The task names the namespace odd')],
  ],
])('%s', async (_name, scope, target, namespaces, named, notes) => {
  expect(await resolved(scope, target)).toEqual({ namespaces, named, notes });
});

test('where namespaces may not be listed, words are no namespaces and candidates are', async () => {
  const target = { candidates: ['shop'], words: ['ops'] };
  expect(await resolved('text', target, barred)).toEqual({ namespaces: ['shop'], named: [], notes: [mayNotList] });
});
