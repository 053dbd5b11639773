import { expect, test } from 'vitest';
import { redactorOf } from '../../../../src/codex/secret-values.ts';
import { activityOf } from '../../../../src/tools/process/progress.ts';

const redacted = redactorOf({ SHOP_PASSWORD: 'tree-house-42' });

function begins(command: string) {
  const begun = { command, aggregated_output: '', exit_code: null, status: 'in_progress' };
  const item = { ...begun, id: 'item_1', type: 'command_execution' } as const;
  return { type: 'item.started', item } as const;
}

test.each([
  ['a command, without the shell around it', `bash -lc 'kubectl get pods -n shop'`, 'kubectl get pods -n shop'],
  [
    'a value that is secret, masked',
    `bash -lc 'login --password tree-house-42'`,
    expect.not.stringContaining('tree-house'),
  ],
  [
    'many lines as one, cut',
    `bash -lc 'set -e\n${'kubectl get pods '.repeat(9)}'`,
    expect.stringMatching(/^set -e kubectl.{0,50}$/),
  ],
])('what Codex does now: %s', (_, command, expected) => {
  expect(activityOf(begins(command), redacted)).toEqual(expected);
});

test('thoughts and ends of commands tell nothing new', () => {
  expect(activityOf({ ...begins('ls'), type: 'item.completed' }, redacted)).toBeUndefined();
});
