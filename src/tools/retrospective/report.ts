/** The report of a retrospective: what it changed and why, then what the sessions came to. Pure. */
import { localDate } from '../../backlog/local-time.ts';
import { longDate } from '../../session/report/figures.ts';
import { code, sentence } from '../../session/report/inline.ts';
import { chainBlocks } from './report-chain.ts';
import { changeBlocks, itemText, refusedBlocks } from './report-changes.ts';
import type { RetrospectiveFacts } from './report-facts.ts';
import { failureBlocks, figureBlocks, sentences } from './report-figures.ts';

/** Path of the report below the repository root, by this machine's clock. */
export function retrospectivePath(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `docs/retrospectives/retrospective-${localDate(now)}-${two(now.getHours())}${two(now.getMinutes())}.md`;
}

/** The document, for that path. */
export function retrospectiveReport(facts: RetrospectiveFacts): string {
  const blocks = [
    `# Retrospective of ${longDate(facts.now)}`,
    ...(facts.dryRun ? ['**A dry run: nothing was changed.**'] : []),
    `**${sentence(facts.summary)}**`,
    ...remarks(facts),
    `**Next:** ${next(facts)}`,
    ...changeBlocks(facts),
    ...sentences('Recommendations', facts.recommendations),
    ...sentences('Lessons', facts.lessons),
    ...refusedBlocks(facts),
    ...sentences('Warnings', facts.warnings),
    ...failureBlocks(facts),
    ...chainBlocks(facts.items),
    ...figureBlocks(facts),
    ...(facts.session === undefined ? [] : [`Session ${code(facts.session.session_id)}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Where the judgement of Codex, or of what it proposed, is not in it. */
function remarks({ refused, note }: RetrospectiveFacts): string[] {
  const proposals = refused.length === 1 ? '1 proposal was' : `${refused.length} proposals were`;
  const parts = [
    ...(refused.length === 0 ? [] : [`${proposals} refused, see below.`]),
    ...(note === undefined ? [] : [sentence(note)]),
  ];
  return parts.length === 0 ? [] : [parts.join(' ')];
}

function next({ next: action, items }: RetrospectiveFacts): string {
  return action === null ? 'nothing is ready.' : `${itemText(action.item_id, items)}: ${sentence(action.reason)}`;
}
