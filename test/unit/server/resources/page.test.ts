import { describe, expect, test } from 'vitest';
import { pageOf } from '../../../../src/server/resources/page.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ uri: `u${index}` }));
const uris = (page: ReturnType<typeof pageOf>) => page?.entries.map((entry) => ('uri' in entry ? entry.uri : ''));

describe('pages', () => {
  test.each([0, 1, 2, 3, 4, 7])('of %i entries have each once, in order', (count) => {
    const all = numbers(count);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = pageOf(all, cursor, 3);
      seen.push(...(page?.entries ?? ['no page']));
      cursor = page?.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
  });

  test('the last page names no further one, be it full', () => {
    expect(pageOf(numbers(3), undefined, 3)?.nextCursor).toBeUndefined();
  });

  test.each([
    ['an earlier entry went', [0, 2, 3, 4], ['u2', 'u3']],
    ['one came before', [9, 0, 1, 2, 3], ['u2', 'u3']],
    ['the entry itself went', [0, 2, 3, 4], ['u2', 'u3']],
    ['all that follows went', [0, 1], []],
  ])('go on behind the last entry when %s', (_what, left, next) => {
    const cursor = pageOf(numbers(5), undefined, 2)?.nextCursor;
    const now = left.map((index) => ({ uri: `u${index}` }));
    expect(uris(pageOf(now, cursor, 2))).toEqual(next);
  });

  test.each([
    '',
    'x',
    '%',
    Buffer.from('{"after":1}').toString('base64url'),
    Buffer.from('["u1",-1]').toString('base64url'),
  ])('there is none for the cursor %j', (cursor) => {
    expect(pageOf(numbers(5), cursor, 2)).toBeUndefined();
  });
});
