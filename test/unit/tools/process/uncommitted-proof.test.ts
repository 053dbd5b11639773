import { expect, test } from 'vitest';
import { namedIn } from '../../../../src/tools/process/uncommitted-proof.ts';

const own = ['app.yaml', 'docs/run book.md', 'deploy/app.yaml'];

test.each<[proof: string, text: string, isChanged: boolean, named: readonly string[]]>([
  ['grep tag app.yaml', 'Set the tag', false, ['app.yaml', 'deploy/app.yaml']],
  ['make test', 'Edit deploy/app.yaml', false, ['app.yaml', 'deploy/app.yaml']],
  ['make test', 'Set the tag', false, []],
  ['grep tag app.yaml', 'Set the tag', true, ['app.yaml']],
  ["grep 'tag' ./deploy/app.yaml;", 'Set the tag', true, ['deploy/app.yaml']],
  ['grep tag other/app.yaml', 'Edit app.yaml', true, []],
  ['make test', 'Edit app.yaml', true, []],
])('%j, "%s", changed: %s', (proof, text, isChanged, named) => {
  expect(namedIn(proof, text, own, isChanged)).toEqual(named);
});
