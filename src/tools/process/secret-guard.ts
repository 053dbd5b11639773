/** Nothing that looks like a secret is committed: what a criterion is about to commit is scanned, and a hit stops the run. */
import { redact } from '../../codex/redact.ts';
import { compareBlobs } from '../../git/blob-changes.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { changedTexts } from './changed-texts.ts';
import { type Run, RunStopped } from './run.ts';
import { isIgnoredPath } from './secrets/ignored-paths.ts';
import { knownSecrets } from './secrets/known-secrets.ts';
import type { Hit } from './secrets/scan-file.ts';
import { configPlaces } from './secrets/sops-places.ts';

/** Hits that a message names. */
const shownHits = 5;

/**
 * Scans the content that the criterion made of these paths.
 * @param look the work tree as it is to be committed
 * @returns notes on what could not be scanned
 * @throws RunStopped on a hit; the work is kept and put back
 */
export async function stopOnSecrets(
  run: Run,
  work: AttemptWork,
  paths: readonly string[],
  look: Look,
): Promise<string[]> {
  const scanned = paths.filter((path) => !isIgnoredPath(path, run.settings.secretsIgnore));
  if (scanned.length === 0) return [];
  const { hits, notes, warnings } = await scanLook(run, work.baseline.tree, look, new Set(scanned));
  for (const warning of warnings) if (!run.report.warnings.includes(warning)) run.report.warnings.push(warning);
  for (const note of notes) run.context.log('log', 'info', note);
  if (hits.length === 0) return notes;
  const leftover = await work.keepAndPutBack('a secret in clear');
  throw new RunStopped(secretMessage(hits, leftover), 'criterion');
}

/** What is found in these paths between two commits. */
export async function scanBetween(
  run: Run,
  before: string,
  after: string,
  paths: ReadonlySet<string>,
): Promise<readonly Hit[]> {
  return (await scanLook(run, before, { tree: after, contents: undefined }, paths)).hits;
}

/** File, line and kind of the first ones; never the value. */
export function hitsInWords(hits: readonly Hit[]): string {
  const shown = hits.slice(0, shownHits).map(({ path, line, what }) => `${path}:${line} (${what})`);
  return shown.join(', ') + (hits.length > shownHits ? ` and ${hits.length - shownHits} more` : '');
}

/** Names file, line and kind; never the value. */
export function secretMessage(hits: readonly Hit[], leftover: string | undefined): string {
  const kept =
    leftover === undefined
      ? ''
      : ` The work was put back and is kept in ${leftover}, which holds the value in clear in this clone; ` +
        `git update-ref -d ${leftover} removes that.`;
  return redact(
    `The criterion would have committed a value that nobody should: ${hitsInWords(hits)}. Nothing was committed or ` +
      `pushed.${kept} Encrypt the file with sops, or refer to the value with an ExternalSecret or SealedSecret, and say ` +
      'so in the criterion; then run again. If it is a false alarm, commit a line "# secretlint-disable-next-line" (or ' +
      '"# secretlint-disable") in the file yourself, or list the path in secretsIgnore of your own settings ' +
      '(--secrets-ignore); a comment that the agent adds does not count.',
  );
}

interface LookScanned {
  readonly hits: Hit[];
  readonly notes: string[];
  readonly warnings: string[];
}

async function scanLook(
  { repository }: Run,
  before: string,
  { tree: after, contents }: Pick<Look, 'tree' | 'contents'>,
  paths: ReadonlySet<string>,
): Promise<LookScanned> {
  const all = contents ?? (await compareBlobs(repository, before, after));
  const changes = all.filter(({ path }) => paths.has(path));
  if (changes.length === 0) return { hits: [], notes: [], warnings: [] };
  // The scanner is half a megabyte of rules: loaded when something is about to be committed.
  const { scanChanges } = await import('./secrets/scan-changes.ts');
  const places = [...new Set(changes.flatMap(({ path }) => configPlaces(path)))];
  const configs = places.flatMap((place) => [`${before}:${place}`, `${after}:${place}`]);
  const { texts, beside } = await changedTexts(repository, changes, configs);
  const textOf = (name: string) => beside.get(name)?.bytes.toString('utf8');
  const sopsFiles = places
    .map((file) => ({ file, before: textOf(`${before}:${file}`), after: textOf(`${after}:${file}`) }))
    .filter((file) => file.before !== undefined || file.after !== undefined);
  const known = knownSecrets(process.env);
  const scanned: LookScanned = { hits: [], notes: [], warnings: [] };
  for await (const files of texts) {
    const { hits, warnings } = await scanChanges(files, sopsFiles, known);
    scanned.hits.push(...hits);
    scanned.warnings.push(...warnings);
    for (const { path, isBinary, isCut } of files) {
      if (isBinary) scanned.notes.push(`${path} is binary: only what can be read in it was scanned for secrets.`);
      if (isCut)
        scanned.warnings.push(`Only the first 20 MB of ${path} were scanned for secrets: look at the rest of it.`);
    }
  }
  return scanned;
}
