import type { ToolResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

type Result = ToolResult<'run_retrospective'>;

/** What a retrospective changed, or would change, and why; what it refused; what a person should think about. */
export function retrospectiveReport(result: Result, dryRun: boolean, style: Style): string {
  const { changes, refused, recommendations, lessons, warnings, next_priority_item: next } = result;
  const lines = [...headline(result, style), ...place(result)];
  const changed = changes.flatMap((change) => hanging(`  ${deed(change, result)}  `, 4, why(change), style));
  lines.push(...section(dryRun ? 'Would change' : 'Changed', changed, style));
  const items = (texts: readonly string[]) => texts.flatMap((text) => hanging('  - ', 4, text, style));
  lines.push(...section('Recommendations', items(recommendations), style));
  lines.push(...section('Lessons', items(lessons), style));
  lines.push(
    ...section('Refused', items(refused.map((one) => `${one.proposal} (${authorOf(one.by)}): ${one.why}`)), style),
  );
  const note = result.judge_note;
  if (note !== null || warnings.length > 0) lines.push('');
  if (note !== null) lines.push(...hanging(`${style('bold', 'Note:')} `, 6, note, style));
  for (const warning of warnings) lines.push(...warned(warning, style));
  if (next !== null)
    lines.push('', ...hanging(`${style('bold', 'Next:')} `, 6, `${next.item_id}: ${next.reason}`, style));
  if (dryRun) lines.push('', 'Nothing was changed. Run it without --dry-run to do this.');
  return `${lines.join('\n')}\n`;
}

function headline({ success, summary }: Result, style: Style): string[] {
  const [colour, mark] = success ? (['green', style.marks.good] as const) : (['red', style.marks.bad] as const);
  return hanging(`${mark} `, 2, summary, style).map((line) => style(colour, line));
}

function place({ report, committed, pushed, pull_request: request }: Result): string[] {
  if (committed === null) return [];
  const commit = `${committed.slice(0, 8)}${pushed ? ', pushed' : ''}`;
  return [
    `  Report: ${printable(report ?? '')}  ${commit}`,
    ...(request === null ? [] : [`  Pull request: ${printable(request)}`]),
  ];
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ['', style('bold', title), ...lines];
}

function deed({ item_id: id, change, title }: Result['changes'][number], result: Result): string {
  switch (change) {
    case 'created':
      return id === null ? 'new item' : `${id} opened`;
    case 'merged':
      return `${id} → ${result.merges.find(({ source }) => source === id)?.target ?? title}`;
    case 'priority': {
      const found = result.priority_changes.find(({ item_id: one }) => one === id);
      return `${id} ${found?.old ?? ''} → ${found?.new ?? ''}`;
    }
    case 'deprecated':
      return `${id} deprecated`;
  }
}

function why({ title, reason, by }: Result['changes'][number]): string {
  return `${title}: ${reason} (${authorOf(by)})`;
}

function authorOf(by: string): string {
  return by === 'judge' ? 'Codex' : `rule ${by}`;
}
