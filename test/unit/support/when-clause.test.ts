import { describe, expect, test } from 'vitest';
import { type ContextKeys, holds } from '../../support/when-clause.ts';

const keys: ContextKeys = {
  workspaceFolderCount: 2,
  isWorkspaceTrusted: true,
  'agentToolkit.queueState': 'filled',
  viewItem: 'task.ready.done',
};

describe('a clause', () => {
  test.each([
    ['', true],
    ['false', false],
    ['isWorkspaceTrusted', true],
    ['!isWorkspaceTrusted', false],
    ['agentToolkit.running', false],
    ['!agentToolkit.running', true],
    ['workspaceFolderCount > 0', true],
    ['workspaceFolderCount == 0', false],
    ['workspaceFolderCount >= 3', false],
    ['agentToolkit.queueState == filled', true],
    ["agentToolkit.queueState != 'filled'", false],
    ['agentToolkit.missing == filled', false],
    ['viewItem =~ /^task\\.(ready|blocked)(\\.done)?$/', true],
    ['viewItem =~ /^TASK/i && !agentToolkit.running', true],
    ['agentToolkit.running || isWorkspaceTrusted', true],
    // `&&` binds tighter, brackets tighter still.
    ['isWorkspaceTrusted || agentToolkit.running && agentToolkit.running', true],
    ['(isWorkspaceTrusted || agentToolkit.running) && agentToolkit.running', false],
    ['!(workspaceFolderCount > 0 && agentToolkit.running)', true],
  ])('%s: %s', (clause, expected) => {
    expect(holds(clause, keys)).toBe(expected);
  });

  test.each([['a in b'], ['a =='], ['a && '], ['(a'], ['a =~ b'], ['a ? b']])('%s is refused', (clause) => {
    expect(() => holds(clause, keys)).toThrow(clause.trim());
  });

  test('that is missing holds', () => {
    expect(holds(undefined, keys)).toBe(true);
  });
});
