import { expect, test } from 'vitest';
import { applyOffer, retrospectiveNotice } from '../../../src/editor/retrospective-notice.ts';
import { retrospectiveResult } from '../../support/fake-toolbox.ts';

const plain = { ...retrospectiveResult, summary: 'One item merged.', refused: [] };
const report = plain.report ?? '';

test.each([
  ['done', plain, false, { severity: 'info', message: 'One item merged.', report }],
  [
    'something was refused',
    { ...plain, refused: retrospectiveResult.refused },
    false,
    { severity: 'info', message: 'One item merged. The report says what was refused or needs you.', report },
  ],
  [
    'a warning',
    { ...plain, warnings: ['The push was refused.'] },
    false,
    { severity: 'warning', message: 'One item merged. The report says what was refused or needs you.', report },
  ],
  [
    'without Codex',
    { ...plain, judged: false, judge_note: 'By rules alone: Codex was not asked.' },
    false,
    { severity: 'info', message: 'One item merged. By rules alone: Codex was not asked.', report },
  ],
  [
    'a preview',
    { ...plain, report: null, refused: retrospectiveResult.refused },
    true,
    { severity: 'info', message: 'One item merged. Nothing was changed.', report: undefined },
  ],
  [
    'git refused',
    { ...plain, success: false, summary: 'Nothing was changed: git refused.', report: null },
    false,
    { severity: 'warning', message: 'Nothing was changed: git refused.', report: undefined },
  ],
])('%s', (_name, result, dryRun, notice) => {
  expect(retrospectiveNotice(result, dryRun)).toEqual(notice);
});

test('a preview with changes offers to do them', () => {
  expect(retrospectiveResult.changes).not.toEqual([]);
  expect(applyOffer(plain)).toEqual({ text: 'Apply does what is shown, in one commit.', button: 'Apply' });
  expect(applyOffer({ ...plain, changes: [] })).toBeUndefined();
});
