/** What is new, what a comment allows, and how long it takes. */
import { describe, expect, test } from 'vitest';
import { cpuMsSince } from '../../../../support/cpu-time.ts';
import {
  type Case,
  ciphertext,
  github,
  hits,
  secret,
  sopsBlock,
  stringData,
} from '../../../../support/secret-cases.ts';

describe('only what is new', () => {
  const two = secret('stringData:\n  password: hunter2\n  other: letmein');
  test.each<[string, Case, string[]]>([
    ['a secret that was there', { before: two, after: `${two}# note\n` }, []],
    ['lines that moved', { before: two, after: secret('stringData:\n  other: letmein\n  password: hunter2') }, []],
    [
      'a token that moved in its file',
      { path: 'a.sh', before: `A=${github}\n# b\n`, after: `# b\nexport TOKEN=${github}\n` },
      [],
    ],
    ['another value', { before: two, after: two.replace('hunter2', 'hunter3') }, [`6 ${stringData}`]],
    [
      'one more beside it',
      { before: two, after: two.replace('  other', '  third: x1\n  other') },
      ['7 Kubernetes Secret in clear (stringData.third)'],
    ],
    [
      'the same value, now in a Secret',
      { before: 'kind: ConfigMap\ndata:\n  password: hunter2\n', after: secret('stringData:\n  password: hunter2') },
      [`6 ${stringData}`],
    ],
  ])('%s', async (_case, change, expected) => {
    expect(await hits(change)).toEqual(expected);
  });
});

describe('comments that allow a line', () => {
  const allow = '# secretlint-disable-next-line';
  test.each<[string, Case, string[]]>([
    ['one that stood before', { path: 'a.sh', before: `a\n${allow}\nX=1\n`, after: `a\n${allow}\nX=${github}\n` }, []],
    [
      'one that stood before, for a rule of ours',
      {
        before: secret(`stringData:\n  ${allow}\n  password: \${P}`),
        after: secret(`stringData:\n  ${allow}\n  password: hunter2`),
      },
      [],
    ],
    [
      'one for the whole file',
      {
        before: '# secretlint-disable\n',
        after: `# secretlint-disable\n${secret('stringData:\n  password: hunter2')}`,
      },
      [],
    ],
    [
      'one that the agent adds',
      { path: 'a.sh', before: 'a\n', after: `a\n${allow}\nX=${github}\n` },
      ['3 credential of github'],
    ],
    [
      'one that it repeats',
      { path: 'a.sh', before: `a\n${allow}\nX=1\n`, after: `a\n${allow}\nX=1\na\n${allow}\nY=${github}\n` },
      ['6 credential of github'],
    ],
    [
      'one that it moves',
      { path: 'a.sh', before: `a\n${allow}\nX=1\nb\n`, after: `a\nX=1\nb\n${allow}\nY=${github}\n` },
      ['5 credential of github'],
    ],
    [
      'one on the new line itself',
      { path: 'a.sh', before: 'a\n', after: `X=${github} # secretlint-disable-line\n` },
      ['1 credential of github'],
    ],
  ])('%s', async (_case, change, expected) => {
    expect(await hits(change)).toEqual(expected);
  });
});

test('five files are scanned in a moment, once the rules are loaded', async () => {
  const file = `${secret(`stringData:\n  password: \${P}`)}---\n${'# a line of a manifest\nkey: value\n'.repeat(100)}`;
  await hits({ after: file });
  // The best of several: a busy machine is slow at any time, never fast.
  let best = Infinity;
  for (let round = 0; round < 20 && best >= 100; round += 1) {
    const start = process.cpuUsage();
    for (let count = 0; count < 5; count += 1) await hits({ before: file, after: `${file}more: 1\n` });
    best = Math.min(best, cpuMsSince(start));
  }
  expect(best).toBeLessThan(500);
});

describe('a file of several megabytes', () => {
  const filler = 'key: value\n'.repeat(100_000);
  test('its last line', async () => {
    expect(await hits({ path: 'a.txt', after: `${filler}${filler}A=${github}\n` })).toEqual([
      '200001 credential of github',
    ]);
  });
  test('a Secret between two pieces, once', async () => {
    const start = filler.slice(0, 999_900 - (999_900 % 11));
    const after = `${start}---\n${secret('stringData:\n  password: hunter2')}---\n${filler}`;
    const line = start.split('\n').length + 6;
    expect(await hits({ after })).toEqual([`${line} ${stringData}`]);
  });
  test('not what it held before, elsewhere', async () => {
    const line = `A=${github}\n`;
    expect(await hits({ path: 'a.txt', before: `${line}${filler}`, after: `${filler}${filler}${line}` })).toEqual([]);
  });
  test('not what SOPS has encrypted', async () => {
    const values = `  a: ${ciphertext}\n`.repeat(30_000);
    expect(await hits({ after: secret(`stringData:\n${values}${sopsBlock()}`) })).toEqual([]);
  });
});
