import { expect, test } from 'vitest';
import { joinChecks, splitChecks } from '../../../../src/backlog/parse/check-line.ts';

test.each([[['a']], [['a', 'b # c']], [['{ a; }', 'b && c', 'd']]])(
  '%j are one command, and come apart again',
  (commands) => {
    expect(splitChecks(joinChecks(commands) ?? '')).toEqual(commands);
  },
);
