import { describe, expect, test } from 'vitest';
import { redactAll, redactorOf, valueMask } from '../../../src/codex/secret-values.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

const value = 'tr0ub4dor&3';

describe('the value of a variable is masked', () => {
  test.each([
    ['GITHUB_TOKEN'],
    ['AWS_SECRET_ACCESS_KEY'],
    ['DB_PASSWORD'],
    ['DB_PASS'],
    ['MYSQL_PWD'],
    ['OPENAI_API_KEY'],
    ['SECRET_KEY_BASE'],
    ['AZURE_DEVOPS_EXT_PAT'],
    ['REDISCLI_AUTH'],
    ['npm_config__authToken'],
    ['GOOGLE_CREDENTIALS'],
  ])('%s', (name) => expect(valueMask({ [name]: value })(`it is ${value}.`)).toBe('it is ***.'));

  test.each([
    ['PATH'],
    ['PWD'],
    ['OLDPWD'],
    ['AWS_ACCESS_KEY_ID'],
    ['SOPS_AGE_KEY_FILE'],
    ['SSH_AUTH_SOCK'],
    ['TOKEN_LIMIT'],
    ['KEYBOARD'],
    ['COMPASS'],
    ['SECRET_NAME'],
  ])('not that of %s', (name) => expect(valueMask({ [name]: value })(value)).toBe(value));

  test('not one that is too short, nor a plain word where the name ends in something else', () => {
    expect(valueMask({ DB_PASSWORD: 'secret7' })('a secret7')).toBe('a secret7');
    expect(valueMask({ SECRET_BACKEND: 'kubernetes' })('kubernetes')).toBe('kubernetes');
    expect(valueMask({ SECRET_VALUE: 'kubern3tes' })('kubern3tes')).toBe('***');
  });

  test('in JSON, in base64 and in an address too', () => {
    const odd = 'a "b" c/d=e';
    const shown = [JSON.stringify({ x: odd }), Buffer.from(odd).toString('base64'), encodeURIComponent(odd)];
    expect(valueMask({ MY_TOKEN: odd })(shown.join(' '))).toBe('{"x":"***"} *** ***');
  });

  test('the password in the address of a database', () => {
    const masked = valueMask({ DATABASE_URL: `postgres://shop:${value}@db:5432/shop` });
    expect(masked(`connected to db as shop with ${value}`)).toBe('connected to db as shop with ***');
  });

  test('as a whole where another value is part of it', () => {
    expect(valueMask({ A_TOKEN: 'abcdefgh', B_TOKEN: 'abcdefgh-ijkl' })('abcdefgh-ijkl abcdefgh')).toBe('*** ***');
  });
});

describe('what a text shows of a longer secret', () => {
  const json = JSON.stringify({
    type: 'service_account',
    user: 'svc-shop',
    pw: 'Zx81-kkQ-pp92-long',
    uri: 'https://a.io/o2',
  });
  const key = 'line1abcdefghij\nline2klmnopqrst\nline3uvwxyz01234';
  const pem = [
    '-----BEGIN PRIVATE KEY-----',
    'MIIEowIBAAKCAQEAwJalrXUtnFEMIK7MDENGbPxRfiCYabcdefghijklmnopqrst',
    '-----END PRIVATE KEY-----',
  ].join('\n');
  const settings = '[default]\nregion = eu-central-1\napi_key = correct-horse\nserver: https://k8s.example.com:6443';
  test.each([
    ['a text of JSON', json, 'pw Zx81-kkQ-pp92-long', 'pw ***'],
    [
      'not its structure',
      json,
      'a service_account of svc-shop at https://a.io/o2',
      'a service_account of svc-shop at https://a.io/o2',
    ],
    ['a line', key, 'second line2klmnopqrst', 'second ***'],
    ['a line of a key in PEM form', pem, `x ${pem.split('\n')[1]}`, 'x ***'],
    ['not its frame', pem, '-----END PRIVATE KEY', '-----END PRIVATE KEY'],
    ['such a key in JSON', JSON.stringify({ private_key: pem }), `x ${pem.split('\n')[1]}`, 'x ***'],
    ['a setting under a secret name', settings, 'with correct-horse', 'with ***'],
    [
      'not the other settings',
      settings,
      '[default] eu-central-1 k8s.example.com',
      '[default] eu-central-1 k8s.example.com',
    ],
  ])('%s', (_case, held, shown, expected) => {
    expect(valueMask({ MY_CREDENTIALS: held })(shown)).toBe(expected);
  });
});

describe('base64 of a text that holds the value', () => {
  const masked = valueMask({ MY_TOKEN: 'tok-a?c>e~ghijkl' });
  test.each(['', 'x', 'xy', 'xyz', 'user:'].flatMap((before) => ['', 'a', 'ab', '\n'].map((after) => [before, after])))(
    'between %j and %j',
    (before, after) => {
      for (const alphabet of ['base64', 'base64url'] as const) {
        const shown = masked(`Basic ${Buffer.from(`${before}tok-a?c>e~ghijkl${after}`).toString(alphabet)}.`);
        expect(shown).toMatch(/^Basic [\w+/-]{0,4}\*{3}[\w=-]{0,3}\.$/);
      }
    },
  );
  test('what stands beside it, and is no base64, stays', () => {
    const inside = Buffer.from('tok-a?c>e~ghijkl').toString('base64');
    expect(masked(`a b "${inside}" c, ${inside}`)).toBe('a b "***" c, ***');
  });
});

test('the password of an address, decoded and encoded', () => {
  const masked = valueMask({ DATABASE_URL: 'postgres://shop:p%40ssW0rd!x@db/shop' });
  expect(masked('p%40ssW0rd!x p@ssW0rd!x')).toBe('*** ***');
  const plain = valueMask({ DATABASE_URL: 'postgres://shop:p=ssW0rd!x@db/shop' });
  expect(plain(`p=ssW0rd!x ${encodeURIComponent('p=ssW0rd!x')}`)).toBe('*** ***');
});

test('what a pattern would cut in the middle leaves no rest', () => {
  const odd = 'first,second third';
  expect(redactorOf({ DB_PASSWORD: odd })(`DB_PASSWORD=${odd} token=abcdefgh`)).toBe('DB_PASSWORD=*** token=***');
});

test('every text in a value', () => {
  const masked = valueMask({ MY_TOKEN: value });
  expect(redactAll({ a: [value, 1, null], b: { c: `x ${value}` }, d: undefined }, masked)).toEqual({
    ...{ a: ['***', 1, null], b: { c: 'x ***' }, d: undefined },
  });
});

test('a long text takes linear time', () => {
  const masked = redactorOf({ MY_TOKEN: 'aaaaaaaaab' });
  const started = process.cpuUsage();
  masked('a'.repeat(2_000_000));
  expect(cpuMsSince(started)).toBeLessThan(3000);
});
