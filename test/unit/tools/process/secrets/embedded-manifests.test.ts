import { describe, expect, test } from 'vitest';
import { cpuMsSince } from '../../../../support/cpu-time.ts';
import { type Case, ciphertext, hits, secret, sopsBlock, stringData } from '../../../../support/secret-cases.ts';

const body = secret('stringData:\n  password: hunter2');
const indented = (by: string) => body.trimEnd().replace(/^/gm, by);
const json = '{"apiVersion":"v1","kind":"Secret","stringData":{"password":"hunter2"}}';

describe('a Secret inside of something else', () => {
  test.each<[string, Case, string[]]>([
    [
      'a patch',
      { path: 'kustomization.yaml', after: `patches:\n  - patch: |\n${indented('      ')}\n` },
      [`8 ${stringData}`],
    ],
    ['a patch of JSON', { path: 'kustomization.yaml', after: `patches:\n  - patch: '${json}'\n` }, [`2 ${stringData}`]],
    ['a ConfigMap', { after: `kind: ConfigMap\ndata:\n  x.yaml: |\n${indented('    ')}\n` }, [`9 ${stringData}`]],
    [
      'a script in a ConfigMap',
      { after: `kind: ConfigMap\ndata:\n  x.sh: |\n    kubectl apply -f - <<EOF\n${indented('    ')}\n    EOF\n` },
      [`10 ${stringData}`],
    ],
    ['a file without an extension', { path: 'deploy/secret', after: body }, [`6 ${stringData}`]],
    ['the second document of one', { path: 'all', after: `kind: Namespace\n---\n${body}` }, [`8 ${stringData}`]],
    [
      'a list in one',
      { path: 'all', after: `items:\n  - apiVersion: v1\n    kind: Secret\n    data:\n      a: aHVudGVyMg==\n` },
      ['5 Kubernetes Secret in clear (data.a)'],
    ],
    ['a here-document', { path: 'a.sh', after: `kubectl apply -f - <<E\n${body}E\necho done\n` }, [`7 ${stringData}`]],
    ['JSON in a script', { path: 'a.sh', after: `echo '${json}' | kubectl apply -f -\n` }, [`1 ${stringData}`]],
    [
      'a JSON file of another name',
      { path: 'all.txt', after: JSON.stringify(JSON.parse(json), null, 2) },
      [`5 ${stringData}`],
    ],
    [
      'a kubeconfig of no extension',
      {
        path: 'kubeconfig',
        after: 'apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    token: abcdefghijklmnop\n',
      },
      ['6 kubeconfig with a token'],
    ],
  ])('%s', async (_case, change, expected) => {
    expect(await hits(change)).toEqual(expected);
  });
});

describe('none', () => {
  test.each<[string, Case]>([
    ['in documentation', { path: 'README.md', after: `\`\`\`yaml\n${body}\`\`\`\n` }],
    ['in a program', { path: 'a.test.ts', after: `const text = \`\n${body}\`;\n` }],
    [
      'a patch that removes one',
      { path: 'kustomization.yaml', after: 'patches:\n  - patch: |\n      kind: Secret\n      $patch: delete\n' },
    ],
    ['with placeholders', { path: 'a.sh', after: `cat <<E\n${body.replace('hunter2', '$PASSWORD')}E\n` }],
    ['encrypted by SOPS', { path: 'secret', after: secret(`stringData:\n  password: ${ciphertext}\n${sopsBlock()}`) }],
    ['of another API', { path: 'a.sh', after: `cat <<E\n${body.replace('v1', 'example.com/v1')}E\n` }],
    ['that was there before', { path: 'a.sh', before: `cat <<E\n${body}E\n`, after: `#!/bin/sh\ncat <<E\n${body}E\n` }],
  ])('%s', async (_case, change) => {
    expect(await hits(change)).toEqual([]);
  });
});

test('a long script takes a moment', async () => {
  const started = process.cpuUsage();
  await hits({ path: 'a.sh', after: `  kind: Secret\n${'  echo kind: Secret {\n'.repeat(20_000)}` });
  expect(cpuMsSince(started)).toBeLessThan(5000);
});
