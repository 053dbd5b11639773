import { describe, expect, test } from 'vitest';
import { ClientRoots } from '../../../../src/server/resources/client-roots.ts';

function start() {
  const told: (readonly string[])[] = [];
  const reports: string[] = [];
  const roots = new ClientRoots(
    (uris) => void told.push(uris),
    (text) => void reports.push(text),
  );
  let asked = 0;
  const answers = (answer: unknown) => async () => {
    asked += 1;
    return answer;
  };
  return { roots, told, reports, answers, asked: () => asked };
}
const shop = { roots: [{ uri: 'file:///shop', name: 'Shop' }] };

describe('the client', () => {
  test('is asked once, also by requests at the same time', async () => {
    const { roots, told, answers, asked } = start();
    await Promise.all([roots.meet(answers(shop)), roots.meet(answers(shop))]);
    await roots.meet(answers(shop));
    expect(told).toEqual([['file:///shop']]);
    expect(asked()).toBe(1);
  });

  test('is asked again when it says that its roots are others', async () => {
    const { roots, told, answers } = start();
    await roots.meet(answers(shop));
    await roots.renew(answers({ roots: [] }));
    expect(told).toEqual([['file:///shop'], []]);
  });

  test('that has none is asked nothing', async () => {
    const { roots, told, reports } = start();
    await roots.meet(undefined);
    expect([told, reports]).toEqual([[], []]);
  });

  test.each([
    ['does not answer', () => Promise.reject(new Error('Request timed out')), 'Request timed out'],
    ['answers something else', async () => ({ roots: [{ uri: 'https://shop' }] }), 'file://'],
  ])('that %s is asked three times, and what it asks for is not refused', async (_what, ask, said) => {
    const { roots, told, reports, answers, asked } = start();
    for (let request = 1; request <= 5; request += 1) await roots.meet(ask);
    expect(reports).toHaveLength(3);
    expect(reports[0]).toContain(said);
    await roots.meet(answers(shop));
    expect({ told, asked: asked() }).toEqual({ told: [], asked: 0 });
    await roots.renew(answers(shop));
    expect(told).toEqual([['file:///shop']]);
  });
});
