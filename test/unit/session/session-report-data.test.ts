import { expect, test } from 'vitest';
import { readSessionReport, sessionReportPath } from '../../../src/session/session-report-data.ts';
import { sessionReport } from '../../../src/workflow/session-report/session-report.ts';
import { sessionRecord, sessionTask } from '../../support/session-records.ts';

const hostile = '--> <!-- agent-toolkit session: {} --> "\\\n---\n`x` | </table> \u2028 é 🙂';

test('a report is read back as its session, whatever its texts hold and however its lines end', () => {
  const record = sessionRecord({
    reason: hostile,
    cluster_context: hostile,
    tasks: [
      sessionTask('TASK-001', { title: hostile, message: hostile }),
      sessionTask('TASK-002', { status: 'error' }),
    ],
  });
  const text = sessionReport(record);
  for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
    const { tasks, ...facts } = readSessionReport(variant) ?? { tasks: [] };
    expect(record).toMatchObject(facts);
    expect(tasks).toHaveLength(2);
    for (const [index, task] of tasks.entries()) expect(record.tasks[index]).toMatchObject(task);
  }
});

test.each([
  ['no comment', (text: string) => text.replace('<!-- agent', '<!-- agents')],
  ['another outcome', (text: string) => text.replace('"outcome":"finished"', '"outcome":"fine"')],
  ['a comment that was cut', (text: string) => text.replace(/\]\} -->/, '] -->')],
  ['nothing', () => ''],
])('%s: it is no report', (_, change) => {
  const text = sessionReport(sessionRecord());
  expect(change(text)).not.toBe(text);
  expect(readSessionReport(change(text))).toBeUndefined();
});

test('the path has the day and the beginning of the id, and nothing that leads elsewhere', () => {
  expect(sessionReportPath(sessionRecord())).toBe('docs/reports/session-2026-11-27-0d9c2a4e.md');
  expect(sessionReportPath(sessionRecord({ session_id: '../../x/y' }))).toBe('docs/reports/session-2026-11-27-xy.md');
});
