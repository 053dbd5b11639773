import { describe, expect, test } from 'vitest';
import type { CodexEvent, CodexItem } from '../../../src/codex/events.ts';
import { LoopWatch } from '../../../src/codex/loop-watch.ts';

interface Played {
  readonly command: string;
  readonly exitCode?: number;
  readonly output?: string;
  readonly seconds?: number;
  /** What the work tree is once it has ended. */
  readonly tree?: string;
}

/** Plays commands one after the other and tells why the process was ended, and after how many of them. */
async function play(steps: readonly (Played | CodexItem)[], { failingPictures = false } = {}) {
  let now = 0;
  let tree = 'as it was';
  let pictures = 0;
  const ended: { readonly after: number; readonly ending: string; readonly message: string }[] = [];
  let played = 0;
  const watch = new LoopWatch({
    async picture() {
      pictures += 1;
      if (failingPictures) throw new Error('git is busy');
      return tree;
    },
    end: ({ ending, message }) => ended.push({ after: played, ending, message }),
    now: () => now,
  });
  for (const [index, step] of steps.entries()) {
    played += 1;
    if ('type' in step) watch.see({ type: 'item.completed', item: step });
    else {
      const { command, exitCode = 0, output = '', seconds = 1 } = step;
      const item = { type: 'command_execution' as const, id: `item_${index}`, command, status: '' };
      const started: CodexEvent = { type: 'item.started', item: { ...item, aggregated_output: '', exit_code: null } };
      watch.see(started);
      now += seconds * 1000;
      tree = step.tree ?? tree;
      watch.see({ type: 'item.completed', item: { ...item, aggregated_output: output, exit_code: exitCode } });
    }
    await watch.settled();
  }
  return { ended, pictures };
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const failing: Played = { command: "/bin/bash -lc 'make test'", exitCode: 2, output: '1 failed\n' };

describe('a loop is ended', () => {
  test('at the fifth run of the same with the same result and no file changed', async () => {
    const { ended } = await play(times(8, () => failing));
    expect(ended).toEqual([
      {
        after: 5,
        ending: 'stuck',
        message: 'It did the same 5 times in a row, with the same result and no file changed: `make test` (exit 2).',
      },
    ]);
  });

  test('also when a round has two commands', async () => {
    const round = (index: number): Played => (index % 2 === 0 ? failing : { command: 'cat Makefile', output: 'all:' });
    const { ended } = await play(times(10, round));
    expect(ended).toMatchObject([
      { after: 10, message: expect.stringContaining('`make test` (exit 2), `cat Makefile`') },
    ]);
  });

  test('when it goes on after files did change', async () => {
    const steps = times(12, (index): Played => ({ ...failing, ...(index === 3 ? { tree: 'changed' } : {}) }));
    expect((await play(steps)).ended).toMatchObject([{ after: 10 }]);
  });
});

describe('what is no loop goes on', () => {
  const edit: CodexItem = { type: 'file_change', id: 'edit', changes: [{ path: 'a', kind: 'update' }] };
  const call: CodexItem = { type: 'mcp_tool_call', id: 'call', server: 's', tool: 't', status: 'completed' };
  test.each<[string, (Played | CodexItem)[]]>([
    ['four times', times(4, () => failing)],
    ['the output differs', times(9, (index) => ({ ...failing, output: `${index} failed` }))],
    ['the exit code differs', times(9, (index) => ({ ...failing, exitCode: index % 4 }))],
    ['every run changes files, silently', times(12, (index) => ({ command: './next.sh', tree: `step ${index}` }))],
    ['an edit in between', times(12, (index) => (index % 3 === 2 ? edit : failing))],
    ['a call of another tool in between', times(12, (index) => (index % 3 === 2 ? call : failing))],
    ['it waits', times(9, () => ({ ...failing, command: 'sleep 10; flux get ks', seconds: 11 }))],
    ['it waits between its looks', times(12, (index) => (index % 2 ? { command: 'sleep 9', seconds: 9 } : failing))],
  ])('%s', async (_, steps) => {
    expect((await play(steps)).ended).toEqual([]);
  });

  test('where the work tree cannot be looked at', async () => {
    const { ended, pictures } = await play(
      times(9, () => failing),
      { failingPictures: true },
    );
    expect(ended).toEqual([]);
    expect(pictures).toBe(3);
  });

  test('and the work tree is not looked at where nothing is repeated', async () => {
    expect((await play(times(9, (index) => ({ command: `step ${index}` })))).pictures).toBe(0);
  });
});
