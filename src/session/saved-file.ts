/** The lines of the record of what people save in an editor while a run goes on, one JSON object each. */
import { z } from 'zod';

const savedFileSchema = z.object({
  /** Below the root of the work tree, with forward slashes; a folder where all in it is gone. */
  path: z.string().min(1),
  /** When the editor told of it; milliseconds since 1970, as the other times. */
  at: z.number(),
  /** When the file had changed last before; null where nobody can tell. */
  from: z.number().nullable(),
  /** When it changed last, this time; null where nobody can tell. */
  to: z.number().nullable(),
  /** As `FileLook` has it; null where it was deleted, or moved away. */
  content: z.string().nullable(),
  /** Where it was, when it was moved within the work tree. */
  was: z.string().optional(),
});
/** What a person did to one file in an editor. */
export type SavedFile = z.output<typeof savedFileSchema>;

/** Reads one line; undefined for one that a crash cut off, or that another version wrote. */
export function readSavedFile(line: string): SavedFile | undefined {
  try {
    return savedFileSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
