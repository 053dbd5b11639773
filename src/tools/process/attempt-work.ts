/** What one attempt changes in the work tree, and how unfinished work is kept and put back. */
import { readdir, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { localMinute } from '../../backlog/local-time.ts';
import { headInWords, isSameHead } from '../../git/head.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import { type HeadState, operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import type { GitSetup } from '../../git/setup.ts';
import type { ChangedPath, Picture } from '../../git/work-tree.ts';
import { createdSince } from '../../session/created-files.ts';
import type { SavedFile } from '../../session/saved-file.ts';
import { savedSince } from '../../session/saved-files.ts';
import { allEnded } from './all-ended.ts';
import { copyIgnored, deletedInWords, type IgnoredCopies, putDeletedBack, recordedCopies } from './ignored-files.ts';
import { type InnerChange, InnerWork } from './inner-work.ts';
import { ignoredByNewRules } from './new-rules.ts';
import { isEditorsMark } from './open-files.ts';
import { keepOverwritten, overwrittenIn, overwrittenInWords } from './overwritten-files.ts';
import type { Report } from './report.ts';
import { type Run, RunStopped } from './run.ts';
import type { RecordedAttempt, RecordedPicture } from './run-record.ts';
import { isAbout } from './saved-meanwhile.ts';
import { readSteering, type Steering } from './steering.ts';

/** The mount points that Codex's sandbox makes in the work tree. */
export const sandboxFolders: readonly string[] = ['.codex', '.agents', '.aws'];

/** Files in which several items stand. */
const summaryNames: readonly string[] = ['actions.md', 'bugs.md', 'features.md'];

/** What of a run it takes to watch over the work tree. */
export type WorkingRun = Pick<Run, 'repository' | 'camera' | 'setup' | 'itemId' | 'id'> & {
  readonly report: Pick<Report, 'leftovers' | 'warnings'>;
};

/** What the work is done for. */
export interface Purpose {
  readonly criterion: { readonly text: string };
}

/** How things are before the agent starts. */
interface Baseline {
  /** Milliseconds since 1970. */
  readonly takenAt: number;
  readonly head: HeadState;
  /** Picture of the work tree. */
  readonly tree: string;
  /** Paths that differ from HEAD: the user's own edits, never committed or put back. */
  readonly usersOwn: ReadonlySet<string>;
  readonly ignored: readonly string[];
  /** Of small ignored files. */
  readonly copies: IgnoredCopies;
  readonly setup: GitSetup;
  readonly rootEntries: readonly string[];
  /** Contents of the files that say which cluster may be touched; they may be ignored, and so in no picture. */
  readonly steering: Steering;
}

/** What a look at the work tree shows. */
export type Look = Picture;

async function askHead(repository: Repository): Promise<HeadState> {
  const head = await readHead(repository);
  if (head !== undefined) return head;
  throw new RunStopped('The repository has no commit yet. Make a first commit, then run again.', 'git');
}

export class AttemptWork {
  readonly baseline: Baseline;
  /** The repositories inside the work tree. */
  readonly inner: InnerWork;
  readonly #run: WorkingRun;
  readonly #purpose: Purpose;
  readonly #disowned = new Set<string>();
  readonly #decided = new Set<string>();

  private constructor(run: WorkingRun, purpose: Purpose, baseline: Baseline, inner: InnerWork) {
    this.inner = inner;
    this.#run = run;
    this.#purpose = purpose;
    this.baseline = baseline;
  }

  /** Takes the picture that everything afterwards is compared with. @throws RunStopped where there is no commit yet */
  static async begin(run: WorkingRun, purpose: Purpose): Promise<AttemptWork> {
    const { camera, repository } = run;
    const takenAt = Date.now();
    const asked = askHead(repository);
    const [head, picture, [ignored, copies], setup, rootEntries, steering] = await allEnded([
      asked,
      camera.look(asked.then(({ commit }) => commit)),
      camera.ignored().then(async (paths) => [paths, await copyIgnored(repository.root, paths)] as const),
      run.setup.read(),
      readdir(repository.root),
      readSteering(repository.root),
    ]);
    const { tree, changes: differing } = picture;
    const inner = await InnerWork.begin(repository, camera);
    for (const warning of inner.warnings) if (!run.report.warnings.includes(warning)) run.report.warnings.push(warning);
    const usersOwn = new Set([...differing.map(({ path }) => path), ...inner.usersOwn()]);
    const baseline = { takenAt, head, tree, usersOwn, ignored, copies, setup, rootEntries, steering };
    return new AttemptWork(run, purpose, baseline, inner);
  }

  /** What whoever comes after a kill has to know. */
  recorded(): RecordedAttempt {
    return { criterion: this.#purpose.criterion.text, ...this.recordedPicture() };
  }

  /** How the repository was before. */
  recordedPicture(): RecordedPicture {
    const { takenAt, tree, usersOwn, ignored, copies, rootEntries, steering, setup } = this.baseline;
    return {
      ...{ takenAt, tree, usersOwn: [...usersOwn], ignored: [...ignored], rootEntries: [...rootEntries], setup },
      inner: [...this.inner.states],
      copies: recordedCopies(copies),
      steering: Object.fromEntries(Array.from(steering, ([name, text]) => [name, text?.toString('base64') ?? null])),
    };
  }

  /** The work tree now and how it differs from the baseline. Files that were ignored before stay out, whatever became of the rules. */
  async look(): Promise<Look> {
    const look = await this.#picture();
    // Asked after the picture: whoever writes a file has noted it before.
    await this.#disownCreated(look);
    await this.#disownSaved(look);
    return look;
  }

  /** What people saved in an editor since, in its order. */
  async saved(): Promise<readonly SavedFile[]> {
    return savedSince(this.#run.repository.gitDir, this.baseline.takenAt);
  }

  async #picture(): Promise<Look> {
    const { camera } = this.#run;
    const { tree: before, ignored } = this.baseline;
    const all = await camera.look(before);
    const hidden = ignoredByNewRules(all.changes, ignored);
    return hidden.length === 0 ? all : camera.look(before, hidden);
  }

  /** Items that were created meanwhile are nobody's attempt: new files, and the summaries that list them. */
  async #disownCreated({ changes }: Look): Promise<void> {
    const created = new Set(await createdSince(this.#run.repository.commonDir, this.baseline.takenAt));
    const isItem = ({ path, change }: ChangedPath) =>
      created.has(path) && (change === 'A' || summaryNames.includes(basename(path)));
    this.disown(changes.filter(isItem).map(({ path }) => path));
  }

  /** What a person has in work is not touched, whoever changed it besides, in repositories inside either. */
  async #disownSaved({ changes }: Look): Promise<void> {
    const paths = changes.map(({ path }) => path);
    const saved = await this.saved();
    this.disown(saved.map(({ path }) => path));
    this.disown(paths.filter((path) => saved.some((each) => isAbout(each, path))));
  }

  /** What somebody else changed meanwhile is the user's own from now on. */
  disown(paths: readonly string[]): void {
    for (const path of paths) this.#disowned.add(path);
  }

  /** A person decides about these paths as they are: the work stays the criterion's, whoever saves them from now on. */
  leaveToDecision(paths: readonly string[]): void {
    for (const path of paths) this.#decided.add(path);
  }

  /** Whether the path is the user's: never committed, never put back. */
  isUsersOwn(path: string): boolean {
    return this.baseline.usersOwn.has(path) || this.isDisowned(path);
  }

  isDisowned(path: string): boolean {
    return (this.#disowned.has(path) && !this.#decided.has(path)) || isEditorsMark(path);
  }

  /** Keeps what changed under a ref of its own and returns that; undefined when nothing changed. */
  async keep(why: string, name?: string): Promise<string | undefined> {
    return this.#keep(await this.look(), await this.inner.changes(), why, name);
  }

  /** Keeps the changes, then puts exactly those back whose paths were clean before, unless HEAD moved. Undefined when nothing changed. */
  async keepAndPutBack(why: string): Promise<string | undefined> {
    const look = await this.look();
    const inner = await this.inner.changes();
    const ref = await this.#keep(look, inner, why);
    if (await this.#isUsersWorkTree()) {
      await this.tellChangedIgnored();
      return ref;
    }
    // What is put back is what was kept: one look serves both.
    await this.#run.camera.putBack(
      this.baseline.tree,
      look.changes.filter(({ path }) => !this.isUsersOwn(path)),
    );
    await this.inner.putBack(inner, (path) => this.isDisowned(path));
    await this.tellChangedIgnored('put back');
    await this.removeSandboxFolders();
    return ref;
  }

  /** Warns of ignored files that were deleted or overwritten since, and keeps what the latter held. @param how 'put back' where the work failed */
  async tellChangedIgnored(how: 'told' | 'put back' = 'told'): Promise<void> {
    const { ignored, copies, takenAt } = this.baseline;
    const { repository, report, id } = this.#run;
    const changed = await overwrittenIn(repository.root, copies, takenAt);
    const overwritten = changed.filter((path) => !this.isDisowned(path));
    const folder = await keepOverwritten(repository, id, copies, overwritten);
    const deleted = await putDeletedBack(repository.root, ignored, copies, how === 'put back');
    for (const warning of [...deletedInWords(deleted), ...overwrittenInWords(overwritten, folder)])
      if (!report.warnings.includes(warning)) report.warnings.push(warning);
  }

  /** In the middle of a merge, or on another commit, nothing is taken out of the work tree. */
  async #isUsersWorkTree(): Promise<boolean> {
    const { repository, report } = this.#run;
    if (operationInProgress(repository) !== undefined) return true;
    const now = await readHead(repository);
    const { head } = this.baseline;
    if (isSameHead(head, now)) return false;
    report.warnings.push(
      `HEAD moved meanwhile, from ${headInWords(head)} to ${headInWords(now)}, so nothing was put back; look at the work tree.`,
    );
    return true;
  }

  async #keep(
    { tree, changes }: Look,
    inner: readonly InnerChange[],
    why: string,
    name?: string,
  ): Promise<string | undefined> {
    if (changes.length === 0 && inner.every(({ files }) => files.length === 0)) return undefined;
    const { repository, itemId, report } = this.#run;
    const message = `${itemId}: unfinished work on "${this.#purpose.criterion.text}" (${why})`;
    const trees = await this.inner.graft({ before: this.baseline.tree, after: tree }, inner);
    const ref = await keepLeftover(repository, { ...trees, name: name ?? `${itemId}-${stamp()}`, message });
    report.leftovers.push(ref);
    return ref;
  }

  /** A killed sandbox leaves its empty mount points behind. Only empty ones that were not there before are removed. */
  async removeSandboxFolders(): Promise<void> {
    for (const name of sandboxFolders.filter((folder) => !this.baseline.rootEntries.includes(folder))) {
      await rmdir(join(this.#run.repository.root, name)).catch(() => {}); // not there, or not empty: no mount point
    }
  }
}

/** `20260131-140500`, for names of refs. */
function stamp(): string {
  return localMinute(new Date()).replace(/[-:]/g, '').replace(' ', '-');
}
