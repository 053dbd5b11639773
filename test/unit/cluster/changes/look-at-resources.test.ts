/** Changed resources of a cluster that does not answer in time: what the end of the time cuts off has no answer, and is no error. */
import { expect, test } from 'vitest';
import { lookAtResources } from '../../../../src/cluster/changes/look-at-resources.ts';
import { defaultPatience } from '../../../../src/cluster/request.ts';

const core = { resources: [{ name: 'configmaps', namespaced: true, kind: 'ConfigMap' }] };
const own = { resources: [{ name: 'widgets', namespaced: true, kind: 'Widget' }] };
const answers: Readonly<Record<string, unknown>> = {
  '/api/v1': core,
  '/apis/example.com/v1': own,
  '/api/v1/namespaces/shop/configmaps/config': { kind: 'ConfigMap', metadata: { name: 'config', namespace: 'shop' } },
  '/apis/example.com/v1/namespaces/shop/widgets/odd': { kind: 'Widget', metadata: { name: 'odd', namespace: 'shop' } },
};
const objects = [
  { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'config' },
  { apiVersion: 'example.com/v1', kind: 'Widget', namespace: 'shop', name: 'odd' },
];

interface Cut {
  /** The call that hangs. */
  readonly path: string;
  /** Who ends it. */
  readonly by: 'deadline' | 'caller';
}

/** As the connection does, a call that is cut off rejects with the reason of its signal. */
async function look({ path: slow, by }: Cut) {
  const [deadline, caller] = [new AbortController(), new AbortController()];
  const asked: string[] = [];
  const get = async (path: string, signal: AbortSignal): Promise<unknown> => {
    asked.push(path);
    if (path !== slow) return answers[path];
    // What can be answered meanwhile has been.
    setTimeout(() => (by === 'deadline' ? deadline : caller).abort(new Error(`the end of the ${by}`)), 20);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  const connection = { get, list: async () => [] };
  const seen = await lookAtResources({
    ...{ connection, objects, isPushed: true, namespace: 'default', addressRequired: false },
    ...{ answeringHosts: new Set<string>(), nothingComes: undefined, patience: defaultPatience },
    ...{ signal: AbortSignal.any([caller.signal, deadline.signal]), deadline: deadline.signal },
  });
  return { seen, asked };
}

test('a GET of an object: unread, asked once, and the other is judged', async () => {
  const path = '/apis/example.com/v1/namespaces/shop/widgets/odd';
  const { seen, asked } = await look({ path, by: 'deadline' });
  expect(seen.skipped).toEqual([
    { object: 'Widget shop/odd', why: 'the time of the verification was up', isUnread: true },
  ]);
  expect(seen.judgements).toMatchObject([
    { ref: { kind: 'ConfigMap', name: 'config' }, health: { verdict: 'healthy' } },
  ]);
  expect(asked.filter((one) => one === path)).toHaveLength(1);
});

test('a GET of what is served: unread', async () => {
  const { seen } = await look({ path: '/apis/example.com/v1', by: 'deadline' });
  expect(seen.skipped).toContainEqual({
    object: 'Widget shop/odd',
    why: 'the time of the verification was up',
    isUnread: true,
  });
  expect(seen.judgements.map(({ ref }) => ref.kind)).not.toContain('Widget');
});

test.each(['/apis/example.com/v1', '/apis/example.com/v1/namespaces/shop/widgets/odd'])(
  'cut off by the caller, a GET of %s ends all of it with the reason',
  async (path) => {
    await expect(look({ path, by: 'caller' })).rejects.toThrow('the end of the caller');
  },
);
