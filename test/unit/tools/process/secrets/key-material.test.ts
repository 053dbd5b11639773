/** What is known by its form, and what only looks like it. */
import { describe, expect, test } from 'vitest';
import { age, databaseUrl, github, hits, pem } from '../../../../support/secret-cases.ts';

const encodedKey = Buffer.from(pem('EC PRIVATE KEY')).toString('base64');
const encodedCertificate = Buffer.from(pem('CERTIFICATE')).toString('base64');

describe('what the scanner and we know by its form', () => {
  test.each<[string, string, string, string[]]>([
    ['a token of GitHub', 'run.sh', `export GH=${github}\n`, ['1 credential of github']],
    ['a private key', 'id_rsa', `\n${pem('RSA PRIVATE KEY')}`, ['2 private key']],
    ['a private key in base64', 'values.yaml', `tls:\n  key: ${encodedKey}\n`, ['2 private key in base64']],
    ['an age identity', 'keys.txt', `# created\n${age}\n`, ['2 age private key']],
    ['a password in an address', 'a.env', `${databaseUrl}\n`, ['1 database connection string']],
    [
      'a kubeconfig with a token',
      'kubeconfig.yaml',
      'kind: Config\nusers:\n- name: a\n  user:\n    token: abcdef123456\n',
      ['5 kubeconfig with a token'],
    ],
    [
      'a kubeconfig with a key',
      'kc.yaml',
      `kind: Config\nusers:\n- user:\n    client-key-data: ${encodedKey}\n`,
      ['4 kubeconfig with a client-key-data'],
    ],
  ])('%s is a hit', async (_case, path, after, expected) => {
    expect(await hits({ path, after })).toEqual(expected);
  });

  test.each<[string, string, string]>([
    [
      'digests',
      'app.yaml',
      `image: shop@sha256:${'0123456789abcdef'.repeat(4)}\nrevision: main@sha1:${'89abcdef01'.repeat(4)}\n`,
    ],
    ['git ids and UUIDs', 'notes.md', `${'89abcdef01'.repeat(4)}\n123e4567-e89b-12d3-a456-426614174000\n`],
    [
      'keys of the documentation',
      'docs.md',
      'AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    ],
    ['a certificate', 'ca.crt', pem('CERTIFICATE')],
    ['a certificate in base64', 'values.yaml', `ca: ${encodedCertificate}\n`],
    ['an age recipient', 'a.yaml', 'age: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n'],
    [
      'a kubeconfig as kubectl prints it',
      'kc.yaml',
      'kind: Config\nusers:\n- user:\n    client-key-data: DATA+OMITTED\n    token: REDACTED\n',
    ],
    ['a kubeconfig that asks a program', 'kc.yaml', 'kind: Config\nusers:\n- user:\n    exec: {command: aws}\n'],
    [
      'an integrity of npm',
      'package-lock.json',
      '{"integrity": "sha512-dPnplMyjJYpVCJDNTjpUA8c/AfoHbWANJJJWKroK50DGGhAB4Oumzk+XinBMyMMAwgOsjU9CB9lUHXDvObMVCg=="}',
    ],
  ])('%s: no hit', async (_case, path, after) => {
    expect(await hits({ path, after })).toEqual([]);
  });
});
