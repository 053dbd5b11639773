/** What tries used whose run was killed before it could say so: their transcripts were on disk. */
import { z } from 'zod';
import type { TranscriptRecord } from './transcript-record.ts';
import { listTranscripts, readTranscript } from './transcripts.ts';

export interface TokensUsed {
  readonly input: number;
  readonly output: number;
  /** Tries of which nobody knows: Codex names what it used only when a turn has ended. */
  readonly unknown: number;
}

const turnSchema = z.object({
  type: z.literal('turn.completed'),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
});

/** All tries at an item that began at `since` or later; milliseconds since 1970. */
export async function tokensSince(commonDir: string, itemId: string, since: number): Promise<TokensUsed> {
  let [input, output, unknown] = [0, 0, 0];
  for (const kept of await listTranscripts(commonDir, itemId)) {
    if (kept.writtenAt < since) continue;
    const records = await readTranscript(kept);
    const begun = records.find((record) => record.type === 'begin');
    if (begun === undefined || Date.parse(begun.at) < since) continue;
    const used = usedIn(records);
    if (used === undefined) unknown += 1;
    input += used?.input ?? 0;
    output += used?.output ?? 0;
  }
  return { input, output, unknown };
}

/** As the try's end says; where it has none, as Codex did. */
function usedIn(records: readonly TranscriptRecord[]): Pick<TokensUsed, 'input' | 'output'> | undefined {
  const end = records.find((record) => record.type === 'end');
  if (end !== undefined) return end.tokens;
  const turns = records.flatMap((record) =>
    record.type === 'event' ? (turnSchema.safeParse(record.event).data ?? []) : [],
  );
  const last = turns.at(-1);
  return last === undefined ? undefined : { input: last.usage.input_tokens, output: last.usage.output_tokens };
}
