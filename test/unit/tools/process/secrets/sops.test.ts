/** What SOPS has encrypted, or should have. */
import { describe, expect, test } from 'vitest';
import { type Case, ciphertext, hits, sopsBlock } from '../../../../support/secret-cases.ts';

describe('SOPS', () => {
  const config = (rule: string) => `creation_rules:\n  - path_regex: ${rule}\n    age: age1x\n`;
  const flux = config('.*.yaml\n    encrypted_regex: ^(data|stringData)$');
  const wanted = (key: string) => `file that .sops.yaml wants encrypted, in clear (${key})`;
  const values = `db:\n  password: ${ciphertext}\n${sopsBlock('    lastmodified: "2026-01-01"')}`;
  const map = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  mode: clear\n';
  test.each<[string, Case, string[]]>([
    [
      'a file that a rule is about',
      { path: 'secrets/db.yaml', after: 'password: hunter2\n', sops: config('^secrets/') },
      [`1 ${wanted('password')}`],
    ],
    [
      'by its ending',
      { path: 'a/db.enc.yaml', after: 'a:\n  b: c\n', sops: config('\\.enc\\.yaml$') },
      [`2 ${wanted('a.b')}`],
    ],
    [
      'only the keys that it selects',
      {
        path: 'secrets/db.yaml',
        after: 'user: a\npassword: hunter2\n',
        sops: config('secrets/\n    encrypted_regex: ^password$'),
      },
      [`2 ${wanted('password')}`],
    ],
    [
      'by a suffix',
      {
        path: 'secrets/db.yaml',
        after: 'a_secret: {b: c}\nd: e\n',
        sops: config('secrets/\n    encrypted_suffix: _secret'),
      },
      [`1 ${wanted('a_secret.b')}`],
    ],
    [
      'all but a suffix',
      {
        path: 'secrets/db.yaml',
        after: 'a_plain: b\nd: e\n',
        sops: config('secrets/\n    unencrypted_suffix: _plain'),
      },
      [`2 ${wanted('d')}`],
    ],
    [
      'all but a pattern',
      { path: 'secrets/db.yaml', after: 'host: b\nd: e\n', sops: config('secrets/\n    unencrypted_regex: ^host$') },
      [`2 ${wanted('d')}`],
    ],
    [
      'dotenv',
      { path: 'secrets/shop.env', after: '# x\nPASSWORD=hunter2\nEMPTY=\n', sops: config('secrets/') },
      [`2 ${wanted('PASSWORD')}`],
    ],
    [
      'any other file',
      { path: 'secrets/blob.bin', after: 'x', sops: config('secrets/') },
      ['1 file that .sops.yaml wants encrypted, in clear'],
    ],
    [
      'a ConfigMap, where the rule is about secrets',
      { path: 'secrets/map.yaml', after: map, sops: config('secrets/') },
      [`4 ${wanted('data.mode')}`],
    ],
    [
      'a pattern of RE2 that JavaScript has not',
      { path: 'Secrets/db.yaml', after: 'a: b\n', sops: config('(?i)^secrets/') },
      [`1 ${wanted('a')}`],
    ],
    [
      'a value that was ciphertext',
      { before: values, after: values.replace(ciphertext, 'hunter2') },
      ['2 value in clear in a SOPS file (db.password)'],
    ],
    [
      'a file that lost its block',
      { before: values, after: 'db:\n  password: hunter2\n' },
      [
        '1 file that was encrypted with SOPS, now without its sops block',
        '2 value that SOPS had encrypted, now in clear (db.password)',
      ],
    ],
    [
      'a value added in clear to an encrypted file',
      { before: values, after: values.replace('sops:', 'new: hunter2\nsops:') },
      ['3 value in clear in a SOPS file (new)'],
    ],
  ])('%s is a hit', async (_case, change, expected) => {
    expect(await hits(change)).toEqual(expected);
  });

  test.each<[string, Case]>([
    ['a ConfigMap under the rule of Flux’s guide', { after: map, sops: flux }],
    [
      'a ConfigMap in a folder with other things',
      { path: 'apps/map.yaml', after: map, sops: config('apps/\n    encrypted_regex: ^(data|stringData)$') },
    ],
    ['an encrypted file', { path: 'secrets/db.yaml', after: values, sops: config('secrets/') }],
    ['a rule for other files', { path: 'apps/db.yaml', after: 'a: b\n', sops: config('secrets/') }],
    [
      'the first rule counts',
      {
        path: 'secrets/open/a.yaml',
        after: 'a: b\n',
        sops: `creation_rules:\n- path_regex: open/\n  encrypted_regex: ^never$\n- path_regex: secrets/\n`,
      },
    ],
    [
      'nothing that is selected',
      { path: 'secrets/db.yaml', after: 'user: a\n', sops: config('secrets/\n    encrypted_regex: ^password$') },
    ],
    [
      'what lies beside secrets',
      { path: 'secrets/kustomization.yaml', after: 'resources: [a.yaml]\n', sops: config('secrets/') },
    ],
    ['a file encrypted anew', { before: values, after: values.replace('xKwmfA==', 'yLxngB==') }],
    [
      'an encrypted dotenv',
      {
        path: 'secrets/a.env',
        after: `A=${ciphertext}\nsops_version=3.9.0\nsops_mac=${ciphertext}\n`,
        sops: config('secrets/'),
      },
    ],
    ['a rule without a path', { after: 'a: b\n', sops: 'creation_rules:\n- age: age1x\n' }],
  ])('%s: no hit', async (_case, change) => {
    expect(await hits(change)).toEqual([]);
  });
});
