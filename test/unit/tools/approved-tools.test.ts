import { expect, test } from 'vitest';
import { toolAnnotations } from '../../../src/server/tool-annotations.ts';
import { approvedTools } from '../../../src/tools/approved-tools.ts';

test('they are those that are annotated as destructive', () => {
  const destructive = Object.entries(toolAnnotations).filter(([, { destructiveHint }]) => destructiveHint === true);
  expect(destructive.map(([name]) => name)).toEqual(approvedTools);
});
