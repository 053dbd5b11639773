/** The transcripts to choose from, as values. */
import { localMinute } from '../backlog/local-time.ts';
import type { TranscriptView } from '../workflow/transcripts.ts';
import * as l10n from './l10n.ts';
import { withoutIcons } from './shown-text.ts';

export interface TranscriptPick {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly transcript: TranscriptView;
}

/** Those of a criterion where its text is given, the newest first as they come. */
export function transcriptPicks(all: readonly TranscriptView[], criterion: string | undefined): TranscriptPick[] {
  return all
    .filter((transcript) => criterion === undefined || transcript.criterion === criterion)
    .map((transcript) => {
      const { verdict, began, seconds, attempt, place } = transcript;
      const facts = [localMinute(new Date(began)), ...(seconds === null ? [] : [`${seconds} s`])];
      return {
        label: `${verdictIcon(verdict)} ${(verdict ?? l10n.t('cut off, or at work')).replaceAll('_', ' ')}`,
        description: [...facts, ...(attempt > 1 ? [l10n.t`try ${attempt}`] : [])].join(' · '),
        detail: withoutIcons(`${place}. ${transcript.criterion}`),
        transcript,
      };
    });
}

function verdictIcon(verdict: string | null): string {
  if (verdict === 'proven') return '$(pass)';
  return verdict === null || verdict === 'cancelled' ? '$(circle-slash)' : '$(error)';
}
