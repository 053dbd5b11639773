import { expect, test } from 'vitest';
import { redact } from '../../../src/codex/redact.ts';

test.each([
  ['git push https://user:hunter2@example.com/repo.git', 'git push https://***@example.com/repo.git'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
  ['DB_PASSWORD=correct-horse', 'DB_PASSWORD=***'],
  ['"api_key": "abcdefgh"', '"api_key": "***"'],
  [`token ghp_${'a'.repeat(36)}`, 'token ***'],
  ['key AKIAABCDEFGHIJKLMNOP', 'key ***'],
  ['client-key-data: TFMwdExTMUNSVWRKVGc9PQ==', 'client-key-data: ***'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '*** private key ***'],
  // Ordinary text stays.
  ['image: web:1.5.0 at http://127.0.0.1:5000/v2/', 'image: web:1.5.0 at http://127.0.0.1:5000/v2/'],
  ['secretName: web-tls', 'secretName: web-tls'],
])('%s', (text, masked) => {
  expect(redact(text)).toBe(masked);
});
