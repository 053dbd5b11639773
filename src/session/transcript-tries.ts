/** What tries used and left whose run was cut off before it could say so: their transcripts were on disk. */
import { z } from 'zod';
import type { TranscriptRecord } from './transcript-record.ts';
import { listTranscripts, readTranscript } from './transcripts.ts';

export interface TriesMade {
  readonly input: number;
  readonly output: number;
  /** Tries of which nobody knows: Codex names what it used only when a turn has ended. */
  readonly unknown: number;
  /** Refs that keep unfinished work of them, the oldest first. */
  readonly leftovers: readonly string[];
}

const turnSchema = z.object({
  type: z.literal('turn.completed'),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
});

/** All tries at an item that began at `since` or later; milliseconds since 1970. */
export async function triesSince(commonDir: string, itemId: string, since: number): Promise<TriesMade> {
  let [input, output, unknown] = [0, 0, 0];
  const leftovers: string[] = [];
  for (const kept of await listTranscripts(commonDir, itemId)) {
    if (kept.writtenAt < since) continue;
    const records = await readTranscript(kept);
    const begun = records.find((record) => record.type === 'begin');
    if (begun === undefined || Date.parse(begun.at) < since) continue;
    const used = usedIn(records);
    if (used === undefined) unknown += 1;
    input += used?.input ?? 0;
    output += used?.output ?? 0;
    leftovers.push(...records.flatMap((record) => (record.type === 'end' ? record.leftovers : [])));
  }
  return { input, output, unknown, leftovers };
}

/** As the try's end says; where it has none, as Codex did. Of a turn that was cut off, Codex says nothing. */
function usedIn(records: readonly TranscriptRecord[]): Pick<TriesMade, 'input' | 'output'> | undefined {
  const end = records.find((record) => record.type === 'end');
  if (end !== undefined) return end.verdict === 'cancelled' && end.tokens.input === 0 ? undefined : end.tokens;
  const turns = records.flatMap((record) =>
    record.type === 'event' ? (turnSchema.safeParse(record.event).data ?? []) : [],
  );
  const last = turns.at(-1);
  return last === undefined ? undefined : { input: last.usage.input_tokens, output: last.usage.output_tokens };
}
