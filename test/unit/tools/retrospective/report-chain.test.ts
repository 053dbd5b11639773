import { expect, test } from 'vitest';
import { chainBlocks } from '../../../../src/tools/retrospective/report-chain.ts';
import type { ReportItem } from '../../../../src/tools/retrospective/report-facts.ts';

const item = (id: string, waitsFor: string[] = [], state: ReportItem['state'] = 'waiting'): ReportItem => ({
  ...{ id, title: 'Title', file: `${id}.md`, state, waitsFor },
});

test('what waits for nothing that is open is not drawn', () => {
  expect(chainBlocks([item('A-1'), item('A-2', ['A-3', 'A-9']), item('A-3', [], 'ended')])).toEqual([]);
});

test('ids that mean something to Mermaid, or are one name, are told apart', () => {
  const [, graph] = chainBlocks([item('end'), item('A.1', ['end']), item('A-1', ['A.1'])]);
  expect(graph).toBe(`\`\`\`mermaid
graph LR
    I_end["end Title"]
    A_1["A.1 Title"]
    A_1_2["A-1 Title"]
    I_end --> A_1
    A_1 --> A_1_2
\`\`\``);
});

test('of many items those are drawn that others wait for, with what waits', () => {
  const chain = Array.from({ length: 40 }, (_, index) => item(`T-${index}`, index === 0 ? [] : [`T-${index - 1}`]));
  const fan = Array.from({ length: 10 }, (_, index) => item(`F-${index}`, ['ROOT-1']));
  const [, graph = '', legend] = chainBlocks([...chain, ...fan, item('ROOT-1', [], 'ready')]);
  expect(graph).toContain('ROOT_1("ROOT-1 Title")');
  expect(graph.match(/ROOT_1 --> F_\d$/gm)).toHaveLength(10);
  expect(graph.match(/^ {4}\w+[[({]/gm)).toHaveLength(24);
  expect(legend).toContain('27 items more are not drawn.');
});
