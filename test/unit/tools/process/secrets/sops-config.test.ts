/** `.sops.yaml`: which file counts, and what becomes of a broken one. */
import { describe, expect, test } from 'vitest';
import { scanChanges } from '../../../../../src/tools/process/secrets/scan-changes.ts';
import { readSopsConfig, ruleFor } from '../../../../../src/tools/process/secrets/sops-config.ts';
import { configPlaces } from '../../../../../src/tools/process/secrets/sops-places.ts';
import { cpuMsSince } from '../../../../support/cpu-time.ts';

const config = (...patterns: string[]) =>
  `creation_rules:\n${patterns.map((pattern) => `  - path_regex: ${pattern}\n`).join('')}`;

test('SOPS looks in the file’s folder, then in those above it', () => {
  expect(configPlaces('a/b/c.yaml')).toEqual(['a/b/.sops.yaml', 'a/.sops.yaml', '.sops.yaml']);
});

test.each([
  ['the first rule that matches', 'secrets/a.yaml', 'secrets/'],
  ['another rule', 'x.enc.yaml', 'enc'],
  ['the nearest file, and paths from there', 'clusters/prod/keys/a.yaml', '^keys/'],
  ['the nearest file alone', 'clusters/secrets/a.yaml', undefined],
  ['none', 'app.yaml', undefined],
])('%s', (_case, path, expected) => {
  const root = readSopsConfig(config('secrets/', 'enc'), '.sops.yaml');
  const near = readSopsConfig(config('^keys/'), 'clusters/prod/.sops.yaml');
  const middle = readSopsConfig(config('^never/'), 'clusters/.sops.yaml');
  expect(ruleFor(path, [root, near, middle])?.pathRegex).toBe(expected);
});

describe('a broken one is a warning', () => {
  test.each([
    ['no YAML', 'creation_rules: [\n  a: }', /^sub\/\.sops\.yaml:2: not valid YAML/],
    [
      'no pattern',
      'creation_rules:\n  - path_regex: (a',
      /^sub\/\.sops\.yaml:2: no pattern of SOPS: .*missing closing \)/,
    ],
    ['no pattern of keys', 'creation_rules:\n  - encrypted_regex: "[a"', /no pattern of SOPS/],
    ['what RE2 has not', config('(?=a)'), /no pattern of SOPS/],
    ['a pattern without end', config(`(${'a|'.repeat(2000)})`), /more than 1000 characters/],
    ['repetitions that explode', config('((a{100}){100}){100}'), /no pattern of SOPS/],
  ])('%s', (_case, text, warning) => {
    const { rules, warnings } = readSopsConfig(text, 'sub/.sops.yaml');
    expect(rules).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  test.each(['', 'creation_rules:', 'creation_rules: x', '[1]', 'creation_rules: [1, {}]'])('%j is none', (text) => {
    expect(readSopsConfig(text, '.sops.yaml').warnings).toEqual([]);
  });

  test('the other rules of the file count', () => {
    expect(readSopsConfig(config('(a', 'b'), '.sops.yaml').rules.map(({ pathRegex }) => pathRegex)).toEqual(['b']);
  });
});

test('a pattern that would keep JavaScript busy for years takes no time', () => {
  const [rule] = readSopsConfig(config('^(a+)+$'), '.sops.yaml').rules;
  const start = process.cpuUsage();
  expect(rule?.matches(`${'a'.repeat(4000)}!`)).toBe(false);
  expect(rule?.matches('a'.repeat(5000))).toBe(false);
  expect(cpuMsSince(start)).toBeLessThan(1000);
});

describe('rules that change together with a file', () => {
  const file = { path: 'secrets/a.yaml', before: '', after: 'a: b\n', isBinary: false };
  test.each([
    ['taken away', config('secrets/'), 'creation_rules: []\n', 1],
    ['broken', config('secrets/'), 'creation_rules: [\n', 1],
    ['deleted', config('secrets/'), undefined, 1],
    ['new', undefined, config('secrets/'), 1],
    ['none', undefined, undefined, 0],
  ])('%s', async (_case, before, after, count) => {
    const { hits } = await scanChanges([file], [{ file: '.sops.yaml', before, after }]);
    expect(hits).toHaveLength(count);
  });

  test('a binary file is asked for its rule, and never twice', async () => {
    const sops = [{ file: '.sops.yaml', before: config('secrets/'), after: config('secrets/') }];
    const binary = { path: 'secrets/a.p12', before: '', after: '\0', isBinary: true };
    expect((await scanChanges([binary], sops)).hits).toHaveLength(1);
    expect((await scanChanges([{ ...binary, before: '\0x' }], sops)).hits).toEqual([]);
    expect((await scanChanges([{ ...binary, path: 'a.png' }], sops)).hits).toEqual([]);
  });
});
