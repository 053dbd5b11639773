/** Files as people keep them: every edit of every criterion, and every fix. */
import { expect, test } from 'vitest';
import { checkFields, checkLog, checkStatus, checkTicks, checkWaivers } from './edit-properties.ts';
import { checkFixes } from './fix-properties.ts';
import { checkInsertion } from './insert-properties.ts';
import { checkLines, checkReading, parse } from './parse-properties.ts';
import { realFiles } from './real-file.ts';

test.each(realFiles)('%s: all that holds for generated files', (_, text) => {
  expect(parse(text).criteria.length).toBeGreaterThan(0);
  checkReading(text);
  checkLines(text);
  checkTicks(text);
  checkWaivers([text, 'no need (yet)']);
  for (const key of ['id', 'title', 'status', 'updated', 'labels', 'owner']) checkFields([text, key, 'a: b']);
  checkStatus(text);
  checkLog([text, 'Done']);
  const criteria = [{ text: 'New', check: 'true', children: [{ text: '# Part' }] }];
  for (let at = 0; at < 15; at += 1) {
    checkInsertion({ text, criteria, place: { after: at } });
    checkInsertion({ text, criteria, place: { below: at } });
  }
  checkInsertion({ text, criteria, place: { group: ['New', 'Group'] } });
  checkFixes(text);
});
