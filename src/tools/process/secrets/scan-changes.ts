/** All that changed, scanned; the way in to this folder, loaded when it is first needed. */
import type { KnownSecret } from './known-secrets.ts';
import { type ChangedFile, type Hit, scanFile } from './scan-file.ts';
import { readSopsConfig, ruleFor, type SopsConfig } from './sops-config.ts';

/** A `.sops.yaml` before and after; undefined where it is missing. */
export interface SopsFile {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Scanned {
  readonly hits: readonly Hit[];
  readonly warnings: readonly string[];
}

/** A rule that was taken away, or that is new, counts as well: whoever loosens the rules does not also use it. @param known secrets that the environment holds */
export async function scanChanges(
  files: readonly Omit<ChangedFile, 'rules' | 'known'>[],
  sopsFiles: readonly SopsFile[],
  known: readonly KnownSecret[] = [],
): Promise<Scanned> {
  const read = (file: string, text: string | undefined) => (text === undefined ? [] : [readSopsConfig(text, file)]);
  const now = sopsFiles.flatMap(({ file, after }) => read(file, after));
  const isChanged = sopsFiles.some(({ before, after }) => before !== after);
  const old: SopsConfig[] = isChanged ? sopsFiles.flatMap(({ file, before }) => read(file, before)) : [];
  const hits: Hit[] = [];
  for (const file of files) {
    const rules = [ruleFor(file.path, now), ruleFor(file.path, old)].filter((rule) => rule !== undefined);
    hits.push(...(await scanFile({ ...file, rules, known })));
  }
  return { hits, warnings: now.flatMap(({ warnings }) => warnings) };
}
