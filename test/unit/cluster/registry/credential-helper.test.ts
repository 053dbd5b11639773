/** Docker's credential helpers as real processes. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askHelper } from '../../../../src/cluster/registry/credential-helper.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helpers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function ask(name: string, script: string | undefined, limitMs = 20_000, signal = new AbortController().signal) {
  if (script !== undefined) {
    const file = join(folder, `docker-credential-${name}`);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
  return askHelper(name, 'ghcr.io', { PATH: `${folder}:/usr/bin:/bin` }, limitMs, signal);
}

const answer = (username: string) => `echo '{"ServerURL":"ghcr.io","Username":"${username}","Secret":"hunter2"}'`;

test('the server is asked for on standard input, with the word get', async () => {
  const seen = join(folder, 'seen');
  const found = await ask('real', `{ echo "$@"; cat; } > ${seen}; ${answer('me')}`);
  expect(found).toEqual({ credentials: { username: 'me', password: 'hunter2' } });
  expect(await readFile(seen, 'utf8')).toBe('get\nghcr.io');
});

test('<token> stands for an identity token', async () => {
  expect(await ask('token', answer('<token>'))).toEqual({ credentials: { identityToken: 'hunter2' } });
});

test('one that has none for the server', async () => {
  const script = 'echo "credentials not found in native keychain"; exit 1';
  expect(await ask('none', script)).toEqual({ credentials: undefined });
});

test.each([
  ['missing', undefined, 'the credential helper docker-credential-missing is not on PATH'],
  ['failing', 'echo "hunter2 is wrong"; exit 3', 'the credential helper docker-credential-failing ended with 3'],
  ['odd', 'echo hunter2', 'the credential helper docker-credential-odd answered what is no credentials'],
  ['../evil', undefined, 'the credential helper "../evil" has no name of a program'],
  ['a; touch b', undefined, 'the credential helper "a; touch b" has no name of a program'],
])('%s', async (name, script, fault) => {
  const found = await ask(name, script);
  expect(found).toEqual({ fault });
});

test('one that does not end is ended, with what it started', async () => {
  const started = performance.now();
  expect(await ask('slow', 'sleep 600 | cat', 300)).toEqual({
    fault: 'the credential helper docker-credential-slow did not end within 0.3 s',
  });
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('an abort ends it', async () => {
  const controller = new AbortController();
  const asked = ask('abort', 'sleep 600', 600_000, controller.signal);
  setTimeout(() => controller.abort(), 100);
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
