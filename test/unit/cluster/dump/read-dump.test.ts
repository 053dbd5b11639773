/** Files of objects: what is read of them, and what is told of the rest. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDump } from '../../../../src/cluster/dump/read-dump.ts';

const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: shop\n`;
const podJson = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } });

/** `Pod a, Pod b | 3: it is not valid JSON | 7: no Kubernetes object` */
function told(content: string | Buffer): string {
  const { objects, faults, skipped } = readDump(Buffer.from(content));
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`).join(', ');
  const parts = faults.map(({ line, what }) => `${line}: ${what}`);
  const others = skipped.first === undefined ? [] : [`${skipped.first.line}: ${skipped.count} ${skipped.first.what}`];
  return [names, ...parts, ...others].join(' | ');
}

const list = `apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata:
    name: a
  spec:
    containers:
    - name: app
      args:
      - |
        items:
        - not an item
- apiVersion: v1
  kind: Pod
  metadata:
    name: b
kind: List
metadata:
  resourceVersion: ""
`;

const cases: readonly [string, string | Buffer, string][] = [
  ['one object', pod('a'), 'Pod a'],
  ['several documents', `${pod('a')}---\n${pod('b')}`, 'Pod a, Pod b'],
  [
    'documents as Helm writes them',
    `---\n# Source: chart/templates/a.yaml\n${pod('a')}--- # next\n# Source: b\n${pod('b')}`,
    'Pod a, Pod b',
  ],
  ['empty documents', `---\n---\n# nothing\n---\n${pod('a')}---\n\n`, 'Pod a'],
  ['directives and ends of documents', `%YAML 1.2\n---\n${pod('a')}...\n---\n${pod('b')}...\n`, 'Pod a, Pod b'],
  ['a list as kubectl writes it', list, 'Pod a, Pod b'],
  [
    'a list with deeper items',
    'kind: List\napiVersion: v1\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n\n  # two\n  - apiVersion: v1\n    kind: Pod\n    metadata:\n      name: b\n',
    'Pod a, Pod b',
  ],
  ['an empty list', 'apiVersion: v1\nitems: []\nkind: List\n', ''],
  ['a list without items', 'apiVersion: v1\nkind: PodList\nitems: null\n', ''],
  [
    'a list whose items leave out their kind',
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ metadata: { name: 'web' } }] }),
    'Deployment web',
  ],
  [
    'the same as YAML',
    'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata:\n    name: web\n',
    'Deployment web',
  ],
  [
    'lists in lists',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'List', items: [podJson('a')] }, podJson('b')],
    }),
    'Pod a, Pod b',
  ],
  [
    'lists in lists as YAML',
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items:\n  - metadata:\n      name: a\n- ${pod('b').replaceAll('\n', '\n  ').trimEnd()}\n`,
    'Pod a, Pod b',
  ],
  [
    'items that are no list of objects',
    'apiVersion: example.com/v1\nkind: Menu\nmetadata:\n  name: lunch\nitems:\n- soup\n- salad\n',
    'Menu lunch',
  ],
  ['JSON', JSON.stringify(podJson('a')), 'Pod a'],
  [
    'JSON in one line for each object',
    `${JSON.stringify(podJson('a'))}\n${JSON.stringify(podJson('b'))}\n`,
    'Pod a, Pod b',
  ],
  [
    'several values of JSON, indented',
    `${JSON.stringify(podJson('a'), null, 2)}\n${JSON.stringify({ kind: 'List', items: [podJson('b')] }, null, 2)}`,
    'Pod a, Pod b',
  ],
  ['an array', JSON.stringify([podJson('a'), podJson('b')]), 'Pod a, Pod b'],
  ['JSON and YAML', `${JSON.stringify(podJson('a'))}\n---\n${pod('b')}`, 'Pod a, Pod b'],
  [
    'brackets and quotes in texts',
    JSON.stringify({
      kind: 'List',
      items: [{ ...podJson('a'), status: { message: '}]" \\" items: [{' } }, podJson('b')],
    }),
    'Pod a, Pod b',
  ],
  ['YAML in brackets', '{apiVersion: v1, kind: Pod, metadata: {name: a}}\n', 'Pod a'],
  ['Windows line ends', `${pod('a')}---\n${pod('b')}`.replaceAll('\n', '\r\n'), 'Pod a, Pod b'],
  ['a byte order mark', `\uFEFF${pod('a')}`, 'Pod a'],
  ['UTF-16, as PowerShell redirects it', Buffer.from(`\uFEFF${pod('ä')}`, 'utf16le'), 'Pod ä'],
  ['merge keys', 'base: &b\n  kind: Pod\n  metadata: {name: a}\n<<: *b\napiVersion: v1\n', 'Pod a'],
  ['anchors', 'apiVersion: v1\nkind: Pod\nmetadata: &m\n  name: a\nextra: *m\n', 'Pod a'],
  [
    'null where something is left out',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n  ownerReferences: null\nstatus:\n',
    'Pod a',
  ],

  ['nothing', '', ''],
  ['only comments', '# a\n---\n# b\n', ''],
  ['no object', 'replicaCount: 1\nimage:\n  tag: 1.5.0\n', ' | 1: 1 no Kubernetes object'],
  [
    'no object among objects',
    `${pod('a')}---\na: 1\n---\n${pod('b')}---\n- 1\n- 2\n`,
    'Pod a, Pod b | 7: 3 no Kubernetes object',
  ],
  ['a text', 'NAME READY\nweb  1/1\n', ' | 1: 1 no Kubernetes object'],
  [
    'an object without a name',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    ' | 1: 1 a Kustomization without a name',
  ],
  ['a number for a name', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: 12\n', ' | 1: 1 a Pod without a name'],

  [
    'a broken document among good ones',
    `${pod('a')}---\nfoo: [1\n---\n${pod('b')}`,
    'Pod a, Pod b | 7: it is not valid YAML: a line is not indented as its neighbours are, or a bracket is not closed',
  ],
  [
    'a line that is indented too deep',
    `# one\n---\n${pod('a')}   labels: {}\n---\n${pod('b')}`,
    'Pod b | 7: it is not valid YAML: a line has two keys, or a value with a colon that is not in quotes',
  ],
  [
    'a key that stands twice',
    `a: 1\na: 2\n---\n${pod('b')}`,
    'Pod b | 2: it is not valid YAML: a key stands twice in one mapping',
  ],
  [
    'a broken item among good ones',
    list
      .replace('    name: b', '    name: "b')
      .replace('kind: List', '- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: c\nkind: List'),
    'Pod a, Pod c | 17: it is not valid YAML: a quote, bracket or colon is missing',
  ],
  [
    'a broken item of JSON',
    `{"kind": "List", "items": [\n${JSON.stringify(podJson('a'))},\n{"apiVersion": "v1",},\n${JSON.stringify(podJson('b'))}\n]}`,
    'Pod a, Pod b | 3: it is not valid JSON',
  ],
  [
    'JSON that was cut off',
    `{\n"apiVersion": "v1",\n"items": [\n${JSON.stringify(podJson('a'))},\n${JSON.stringify(podJson('b'))},\n{"apiVersion": "v1",\n"kind": "Po`,
    'Pod a, Pod b | 7: it is JSON that breaks off or does not close its brackets',
  ],
  [
    'one object of JSON that was cut off',
    '{"apiVersion": "v1",\n"kind": "Pod",\n"metadata": {"name": "a"',
    ' | 3: it is not valid JSON',
  ],
  [
    'a bracket too many',
    `{"kind": "List", "items": [${JSON.stringify(podJson('a'))}}, {}]}`,
    'Pod a | 1: it is JSON that breaks off or does not close its brackets',
  ],
  [
    'something behind JSON',
    `${JSON.stringify(podJson('a'))} and more: [\n`,
    'Pod a | 1: it is not valid YAML: a line is not indented as its neighbours are, or a bracket is not closed',
  ],
  [
    'a bomb of anchors',
    `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]`).join('\n')}\n`,
    ' | 1: it is YAML that cannot be resolved',
  ],
  [
    'more depth than there is stack for',
    `a: ${'['.repeat(50_000)}\n`,
    ' | 1: it is not valid YAML: values stand too deep within each other',
  ],
  ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), ' | 1: it is binary, neither YAML nor JSON'],
  ['a zip', Buffer.from('PK\x03\x04...'), ' | 1: it is compressed (zip); unpack it first'],
  ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0]), ' | 1: it is compressed (gzip); unpack it first'],
];

test.each(cases)('%s', (_name, content, expected) => {
  expect(told(content)).toBe(expected);
});

test('of many faults the first are told', () => {
  const { faults } = readDump(Buffer.from('a: [\n---\n'.repeat(30)));
  expect(faults).toHaveLength(20);
  expect(faults.at(-1)?.what).toContain('further faults of the file are not told');
});

test('no fault repeats words of the file', () => {
  const secret = 'hunter2hunter2';
  const broken = [
    `{"kind": "Secret", "password": "${secret}" x}`,
    `password: "${secret}\n`,
    `a: b: ${secret}\n`,
    `${secret}: 1\n${secret}: 2\n`,
    `a: *${secret}\n`,
    `a: {${secret}\n`,
  ];
  for (const text of broken) {
    const { faults } = readDump(Buffer.from(text));
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toContain(secret);
  }
});

test('what nobody reads is not kept: data, pod templates but for labels and images, what kubectl applied last', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'db',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'x', a: 'b' },
      managedFields: [],
    },
    data: { password: 'aHVudGVyMg==' },
    stringData: { password: 'hunter2' },
    spec: {
      template: {
        metadata: { labels: { app: 'db' }, annotations: { a: 'b' } },
        spec: { containers: [{ name: 'db', image: 'db:1', args: ['-p'] }], volumes: [] },
      },
      replicas: 1,
    },
  };
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'db:1' }] } };
  const metadata = { name: 'db', annotations: { a: 'b' } };
  expect(readDump(Buffer.from(JSON.stringify(object))).objects).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata, spec: { template, replicas: 1 } },
  ]);
});

describe('any bytes', () => {
  const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = 300 * Number(process.env['PROPERTY_FACTOR'] ?? 1);

  test(`are read or told, PROPERTY_SEED=${seed}`, () => {
    const part = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '\n',
      '---\n',
      '- ',
      'items:',
      '"items":[',
      ' ',
      '#',
      'a: 1\n',
      pod('x'),
      list,
      JSON.stringify(podJson('y')),
      '\r\n',
      '|',
      "'",
      '\0',
      'ä',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const { objects, faults } = readDump(Buffer.from(parts.join('')));
        for (const { metadata } of objects) expect(typeof metadata?.name).toBe('string');
        const lines = parts.join('').split('\n').length;
        for (const { line } of faults) expect(line >= 1 && line <= lines).toBe(true);
      }),
      { seed, numRuns: runs },
    );
  }, 120_000);
});
