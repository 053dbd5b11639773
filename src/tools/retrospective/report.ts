/** The report of a retrospective: what it changed and why, then what the sessions came to. Pure. */
import { localDate } from '../../backlog/local-time.ts';
import { longDate } from '../../session/report/figures.ts';
import { code, sentence } from '../../session/report/inline.ts';
import { chainBlocks } from './report-chain.ts';
import { changeBlocks, changesText, itemText, refusedBlocks } from './report-changes.ts';
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
    sentence(facts.summary),
    changesLine(facts),
    `**Next:** ${next(facts)}`,
    ...changeBlocks(facts),
    ...sentences('Recommendations', facts.recommendations),
    ...sentences('Lessons', facts.lessons),
    ...figureBlocks(facts),
    ...failureBlocks(facts),
    ...chainBlocks(facts.items),
    ...refusedBlocks(facts),
    ...sentences('Warnings', facts.warnings),
    ...(facts.session === undefined ? [] : [`Session ${code(facts.session.session_id)}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function changesLine({ applied, refused, note }: RetrospectiveFacts): string {
  const changed = changesText(applied);
  const what = changed === '' ? 'Nothing in the backlog had to be changed.' : `${changed}.`;
  const proposals = refused.length === 1 ? '1 proposal was' : `${refused.length} proposals were`;
  return [
    `**${what}**`,
    ...(refused.length === 0 ? [] : [`${proposals} refused.`]),
    ...(note === undefined ? [] : [`By rules alone: ${sentence(note)}`]),
  ].join(' ');
}

function next({ next: action, items }: RetrospectiveFacts): string {
  return action === null ? 'nothing is ready.' : `${itemText(action.item_id, items)}: ${sentence(action.reason)}`;
}
