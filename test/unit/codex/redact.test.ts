import { describe, expect, test } from 'vitest';
import { redact, redactUserinfo } from '../../../src/codex/redact.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

test.each([
  ['git push https://user:hunter2@example.com/repo.git', 'git push https://***@example.com/repo.git'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
  ['DB_PASSWORD=correct-horse', 'DB_PASSWORD=***'],
  ['"api_key": "abcdefgh"', '"api_key": "***"'],
  [`token ghp_${'a'.repeat(36)}`, 'token ***'],
  ['key AKIAABCDEFGHIJKLMNOP', 'key ***'],
  ['client-key-data: TFMwdExTMUNSVWRKVGc9PQ==', 'client-key-data: ***'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '*** private key ***'],
  ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIbPxRfi', 'AWS_SECRET_ACCESS_KEY=***'],
  ['secretAccessKey: wJalrXUtnFEMIbPxRfi', 'secretAccessKey: ***'],
  ['SECRET_KEY_BASE=0123456789abcdef', 'SECRET_KEY_BASE=***'],
  ['{"client_secret":"a b, c","id":1}', '{"client_secret":"***","id":1}'],
  ['{\\"password\\": \\"hunter2\\"}', '{\\"password\\": \\"***\\"}'],
  ['redis://:hunter2@cache:6379/0', 'redis://***@cache:6379/0'],
  ['https://abcdef0123456789@example.com/x.git', 'https://***@example.com/x.git'],
  [`//host/:_authToken=npm_${'a'.repeat(36)}`, '//host/:_authToken=***'],
  [`use npm_${'a'.repeat(36)}`, 'use ***'],
  ['login --password x --user me', 'login --password *** --user me'],
  ["login --password 'a b' -v", "login --password '***' -v"],
  ['login --token=x', 'login --token=***'],
  [
    'kubectl create secret generic a --from-literal=password=hunter2',
    'kubectl create secret generic a --from-literal=password=***',
  ],
  ['curl -u me:hunter2 http://127.0.0.1/', 'curl -u *** http://127.0.0.1/'],
  ['    token: abcdefghijkl', '    token: ***'],
  [
    'client-certificate-data: TFMwdA==\nclient-key-data: TFMwdExT',
    'client-certificate-data: TFMwdA==\nclient-key-data: ***',
  ],
  [
    'a\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\n-----END RSA PRIVATE KEY-----\nb',
    'a\n*** private key ***\nb',
  ],
  ['a\n-----BEGIN PRIVATE KEY-----\nMIIE\nQQ==', 'a\n*** private key ***'],
  ['done.\nMIIEabc+/\nQQ==\n-----END PRIVATE KEY-----\nb', 'done.\n*** private key ***\nb'],
  ['{"auths":{"ghcr.io":{"auth":"dXNlcjpwYXNzd29yZA=="}}}', '{"auths":{"ghcr.io":{"auth":"***"}}}'],
  // Ordinary text stays.
  ['tokenReview: true', 'tokenReview: true'],
  ['automountServiceAccountToken: false', 'automountServiceAccountToken: false'],
  ['max_tokens: 4096, tokenExpirationSeconds: 3600', 'max_tokens: 4096, tokenExpirationSeconds: 3600'],
  ['secretKeyRef: web-credentials', 'secretKeyRef: web-credentials'],
  ['imagePullSecrets: regcred', 'imagePullSecrets: regcred'],
  ['docker login --password-stdin example.com', 'docker login --password-stdin example.com'],
  ['Tokens: 1200 in, 340 out', 'Tokens: 1200 in, 340 out'],
  ['password:\n  from: vault', 'password:\n  from: vault'],
  ['ssh://git@example.com/x.git and git@example.com:x.git', 'ssh://git@example.com/x.git and git@example.com:x.git'],
  ['https://example.com/a@1.2.3', 'https://example.com/a@1.2.3'],
  ['image: web:1.5.0 at http://127.0.0.1:5000/v2/', 'image: web:1.5.0 at http://127.0.0.1:5000/v2/'],
  ['secretName: web-tls', 'secretName: web-tls'],
])('%s', (text, masked) => {
  expect(redact(text)).toBe(masked);
});

test('a user in an address alone', () => {
  expect(redactUserinfo('fatal: https://me:pa@ss@example.com/x token=abcdefgh')).toBe(
    'fatal: https://***@example.com/x token=abcdefgh',
  );
});

describe('long text takes linear time', () => {
  const many = 200_000;
  test.each([
    ['a word', 'a'.repeat(many)],
    ['secret words', 'token'.repeat(many / 5)],
    ['dashes', 'a-'.repeat(many / 2)],
    ['token beginnings', 'eyJ-'.repeat(many / 4)],
    ['addresses', 'a://'.repeat(many / 4)],
    ['blanks', `token${' '.repeat(many)}`],
    ['key beginnings', '-----BEGIN PRIVATE KEY-----'.repeat(many / 20)],
    ['key ends', 'QQ==\n-----END PRIVATE KEY-----\n'.repeat(many / 20)],
    ['open quotes', 'token="'.repeat(many / 7)],
    ['at signs', `://${'@'.repeat(many)}`],
  ])('%s', (_, text) => {
    const start = process.cpuUsage();
    redact(text);
    expect(cpuMsSince(start)).toBeLessThan(1000);
  });
});
