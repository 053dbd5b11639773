import { expect, test } from 'vitest';
import { mark } from '../../../../src/codex/server-section/find-section.ts';
import { planInstall, planUndo } from '../../../../src/workflow/install/plan-install.ts';

const lines = ['[mcp_servers.agent-toolkit]', 'command = "/bin/node"', 'startup_timeout_sec = 60'];
const newer = ['[mcp_servers.agent-toolkit]', 'command = "/opt/node"'];
const recordOf = ({ baseline, after }: { baseline: string | null; after: string | undefined }) => ({
  before: baseline,
  after: after ?? '',
  madeFolder: false,
});

test.each([
  undefined,
  '',
  'model = "a"',
  '# only a comment\n',
  'a = 1\r\n',
  '[mcp_servers.agent-toolkit] # mine\ncommand = "x"\n[z]\n',
])('%j: installed, installed once more, updated and undone, it is as before', (before) => {
  const first = planInstall(before, lines, undefined);
  const record = recordOf(first);
  expect(first.added).toEqual([mark, ...lines]);
  expect(planInstall(first.after, lines, record)).toMatchObject({
    before: first.after,
    after: first.after,
    added: [],
    isUsers: false,
  });
  const update = planInstall(first.after, newer, record);
  expect(update).toMatchObject({ removed: [mark, ...lines], added: [mark, ...newer], isUsers: false });
  expect(planUndo(first.after, record)).toMatchObject({ after: before, isUsers: false, left: '' });
  expect(planUndo(update.after, recordOf(update))).toMatchObject({ after: before, isUsers: false, left: '' });
});

test('a section of the user’s own, or one that the user changed, is told as such', () => {
  const mine = '[mcp_servers.agent-toolkit]\ncommand = "mine"\n';
  expect(planInstall(mine, lines, undefined)).toMatchObject({ isUsers: true, removed: mine.trim().split('\n') });
  const record = recordOf(planInstall('', lines, undefined));
  const edited = record.after.replace('60', '90');
  expect(planInstall(edited, lines, record)).toMatchObject({ isUsers: true });
  expect(planUndo(edited, record)).toMatchObject({ isUsers: true, after: '' });
  expect(planUndo(mine, undefined)).toMatchObject({ isUsers: true, after: '' });
});

test('the same values in Codex’ own hand are the same section', () => {
  const { after, baseline } = planInstall('a = 1\n', lines, undefined);
  const record = { before: baseline, after: after ?? '', madeFolder: false };
  const rewritten =
    'a = 1\n\n[mcp_servers.agent-toolkit]\ncommand = "/bin/node"\nstartup_timeout_sec = 60.0\n\n[mcp_servers.other]\ncommand = "o"\n';
  expect(planInstall(rewritten, lines, record)).toMatchObject({ before: rewritten, after: rewritten });
  expect(planUndo(rewritten, record)).toMatchObject({
    isUsers: false,
    after: 'a = 1\n\n[mcp_servers.other]\ncommand = "o"\n',
  });
});

test('where nothing is installed there is nothing to undo', () => {
  expect(planUndo('a = 1\n', undefined)).toMatchObject({ before: 'a = 1\n', after: 'a = 1\n' });
  expect(planUndo(undefined, undefined)).toMatchObject({ before: undefined, after: undefined });
});
