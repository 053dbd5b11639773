import { localMinute } from '../backlog/local-time.ts';
import { formatElapsed } from '../session/report/elapsed.ts';
import type { showTranscript, TranscriptView } from '../workflow/transcripts.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** Tries at criteria, the newest first: which, when, how long, what they came to. @param asked the item that was named */
export function transcriptsReport(transcripts: readonly TranscriptView[], style: Style, asked?: string): string {
  if (transcripts.length === 0)
    return asked === undefined ? 'No transcripts are kept.\n' : `No transcripts of ${printable(asked)} are kept.\n`;
  const lines = transcripts.flatMap((transcript) => {
    const { item_id: id, number, criterion, place, attempt, began, seconds, verdict, commit } = transcript;
    const facts = [
      localMinute(new Date(began)),
      ...(seconds === null ? [] : [formatElapsed(seconds * 1000)]),
      ...(attempt > 1 ? [`try ${attempt}`] : []),
      ...(commit === null ? [] : [commit.slice(0, 8)]),
    ];
    const outcome = style(verdict === 'proven' ? 'green' : 'yellow', (verdict ?? 'cut off').replaceAll('_', ' '));
    return [
      `${style('bold', `${printable(id)} ${number}`)}  ${outcome}  ${style('dim', facts.join('  '))}`,
      ...hanging('  ', 2, `${place}. ${criterion}`, style),
    ];
  });
  return `${lines.join('\n')}\n\nLook: agent-toolkit transcripts ID NUMBER\n`;
}

/** One transcript, as Markdown; it holds nothing that would steer the terminal. */
export function transcriptReport({ text }: Awaited<ReturnType<typeof showTranscript>>): string {
  return text;
}
