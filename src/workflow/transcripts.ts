/** The transcripts of tries at criteria, as people look for them. */
import { idKey } from '../backlog/task-id.ts';
import type { TranscriptRecord } from '../session/transcript-record.ts';
import { type KeptTranscript, listTranscripts, readTranscript } from '../session/transcripts.ts';
import { InputError } from '../tools/input-error.ts';
import { transcriptMarkdown } from './transcript-markdown.ts';

export interface TranscriptView {
  readonly item_id: string;
  /** Unique to the item. */
  readonly number: number;
  readonly criterion: string;
  /** Place of the criterion in its task, from 1, and which try of its run it was. */
  readonly place: number;
  readonly attempt: number;
  /** When the try began, in ISO 8601. */
  readonly began: string;
  /** How long it took; null where it was cut off, or goes on. */
  readonly seconds: number | null;
  /** What it came to; null where nothing says so. */
  readonly verdict: string | null;
  readonly commit: string | null;
  readonly tokens: { readonly input: number; readonly output: number } | null;
  readonly file: string;
}

type Place = { readonly commonDir: string };

/** The transcripts of an item, or of all, the newest first. One that a crash left without its beginning is left out. */
export async function viewTranscripts({ commonDir }: Place, itemId?: string): Promise<TranscriptView[]> {
  const all = await keptOf(commonDir, itemId);
  const views = all.map(async (kept) => viewOf(kept, await readTranscript(kept)) ?? []);
  return (await Promise.all(views)).flat().toReversed();
}

/** One transcript with its Markdown. @throws InputError when there is none of this number */
export async function showTranscript({ commonDir }: Place, itemId: string, number: number) {
  const all = await keptOf(commonDir, itemId);
  const kept = all.find((transcript) => transcript.number === number);
  const records = kept === undefined ? [] : await readTranscript(kept);
  const view = kept === undefined ? undefined : viewOf(kept, records);
  if (view !== undefined) return { ...view, text: transcriptMarkdown(records) };
  const numbers = all.map((transcript) => transcript.number).sort((a, b) => a - b);
  const known = numbers.length === 0 ? 'There are none' : `There are ${numbers.join(', ')}`;
  throw new InputError(`There is no transcript ${number} of ${itemId}. ${known}; agent-toolkit transcripts lists all.`);
}

async function keptOf(commonDir: string, itemId: string | undefined): Promise<KeptTranscript[]> {
  const all = await listTranscripts(commonDir);
  return itemId === undefined ? all : all.filter((kept) => idKey(kept.itemId) === idKey(itemId));
}

function viewOf({ itemId, number, file }: KeptTranscript, records: readonly TranscriptRecord[]) {
  const begin = records.find((record) => record.type === 'begin');
  if (begin === undefined) return undefined;
  const end = records.findLast((record) => record.type === 'end');
  const commit = records.findLast((record) => record.type === 'commit');
  const { criterion, place, attempt, at: began } = begin;
  return {
    ...{ item_id: itemId, number, criterion, place, attempt, began },
    seconds: end === undefined ? null : secondsBetween(began, end.at),
    verdict: end?.verdict ?? null,
    commit: commit?.sha ?? null,
    tokens: end?.tokens ?? null,
    file,
  } satisfies TranscriptView;
}

/** Whole seconds between two times of a transcript. */
function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}
