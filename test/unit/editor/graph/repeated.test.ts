import { expect, test } from 'vitest';
import { Repeated } from '../../../../src/editor/graph/repeated.ts';

/** Work whose every round ends when it is told to. */
function stage() {
  const ends: { done(): void; failed(error: Error): void }[] = [];
  const repeated = new Repeated(
    () => new Promise<void>((resolve, reject) => ends.push({ done: resolve, failed: reject })),
  );
  return { repeated, ends, until: (count: number) => expect.poll(() => ends.length).toBe(count) };
}

test('what is asked for while it goes on is done once more, however often, and all wait for that', async () => {
  const { repeated, ends, until } = stage();
  const asked = [repeated.ask(), repeated.ask(), repeated.ask()];
  expect(ends).toHaveLength(1);
  ends[0]?.done();
  await until(2);
  ends[1]?.done();
  await Promise.all(asked);
  expect(ends).toHaveLength(2);
});

test('what is asked for later begins anew, after a failure too', async () => {
  const { repeated, ends } = stage();
  const failed = repeated.ask();
  ends[0]?.failed(new Error('no worker'));
  await expect(failed).rejects.toThrow('no worker');
  const next = repeated.ask();
  expect(ends).toHaveLength(2);
  ends[1]?.done();
  await next;
});
