/** What is masked in logs stops a commit as well. Values that look real are put together here. */
import { describe, expect, test } from 'vitest';
import { redact } from '../../../../../src/codex/redact.ts';
import { type Case, ciphertext, hits } from '../../../../support/secret-cases.ts';

const chance = (length: number) =>
  Array.from({ length }, (_, index) => 'aZ3kQ9xW7bT1mP5rLcV8nH2sJ6dF4gY0'[(index * 7 + 3) % 32]).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64url');
const jwt = [base64('{"alg":"RS256","kid":"12"}'), base64('{"iss":"kubernetes/serviceaccount"}'), chance(60)].join('.');
const login = Buffer.from(`ann:${chance(20)}`).toString('base64');

describe('is found, and masked where it is shown', () => {
  test.each<[string, string, string]>([
    ['a Google key', `key: ${['AI', 'za'].join('')}${chance(35)}`, 'token or key with a known prefix'],
    ['a key of OpenAI', `${['sk', 'proj'].join('-')}-${chance(60)}`, 'token or key with a known prefix'],
    ['a token of Hugging Face', `${['h', 'f'].join('')}_${chance(34)}`, 'token or key with a known prefix'],
    ['a service account token', `value: ${jwt}`, 'JSON web token'],
    ['an authorization header', `Authorization: Bearer ${chance(40)}`, 'HTTP authorization'],
    ['a login of a registry', `{"auths":{"ghcr.io":{"auth":"${login}"}}}`, 'login of a container registry'],
    ['a password of settings', `POSTGRES_PASSWORD=${chance(24)}`, 'value of POSTGRES_PASSWORD in clear'],
    ['a value of a chart', `  adminPassword: "${chance(15)}"`, 'value of adminPassword in clear'],
  ])('%s', async (_case, text, what) => {
    for (const path of ['deploy/app.yaml', '.env', 'notes.txt'])
      expect(await hits({ path, after: text })).toEqual([`1 ${what}`]);
    expect(redact(text)).not.toBe(text);
  });

  test('an entry of a container’s environment', async () => {
    const after = `env:\n  - name: DB_PASSWORD\n    value: ${chance(16)}\n`;
    expect(await hits({ after })).toEqual(['3 value of DB_PASSWORD in clear']);
  });
});

describe('is none', () => {
  test.each<[string, Case]>([
    ['an example of AWS', { after: 'id: AKIAIOSFODNN7EXAMPLE' }],
    ['a variable', { after: `Authorization: Bearer \${GITHUB_TOKEN_2}\npassword: \${DB_PASSWORD_1}` }],
    ['a template', { after: 'password: {{ .Values.db.password1 }}' }],
    ['text in base64 that is no token', { after: `a: ${base64('{"kind":"x"}')}.${chance(20)}.${chance(20)}` }],
    ['a word with the prefix', { path: 'a.sh', after: 'npm_config_cache_min_value_2=1 hf_some_function_name_here2' }],
    [
      'a name of objects, images and hosts that begins as a key does',
      {
        after:
          'name: sk-telemetry-collector-7d8f9c6b5d-x2k4p\nimage: registry/sk-shop-frontend-v2b1c2\n' +
          'host: sk-prod-eu1-cluster-a1b2c3.eks.amazonaws.com\ntag: sk-build-20240101-abc123def4',
      },
    ],
    [
      'what documentation has in the place of a token',
      {
        path: 'README.md',
        after: `export GITHUB_TOKEN=ghp_${'x'.repeat(36)}\n${['https://hooks.slack', 'com/services/T00000000/B00000000/'].join('.')}${'X'.repeat(24)}`,
      },
    ],
    ['the name of a Secret', { after: 'existingSecret: shop-db-credentials-2024\nimagePullSecret: regcred-eu1-prod' }],
    [
      'a checksum',
      { after: `checksum/secret: ${'3fa9c2d17be604'.repeat(4)}\ntokenHash: ${'3fa9c2d17be604'.repeat(4)}` },
    ],
    [
      'what kubeseal encrypted',
      { after: `kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB${chance(700)}` },
    ],
    ['what SOPS encrypted', { after: `password: ${ciphertext}` }],
    [
      'where a secret is',
      { after: 'token: projects/shop/secrets/db2/versions/12\npassword: /run/secrets/db1/password' },
    ],
    ['a truth, a number', { after: 'automountServiceAccountToken: false\nmax_token: 123456789012' }],
    ['an expression of a program', { path: 'a.ts', after: `const password = "${chance(20)}";` }],
    ['a word that somebody is to change', { after: 'password: changeme-Now-1234\ntoken: your-token-Here1' }],
  ])('%s', async (_case, change) => {
    expect(await hits(change)).toEqual([]);
  });
});
