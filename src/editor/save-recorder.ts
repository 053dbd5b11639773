/** Notes what a person saves while a run goes on in that repository, so that the run does not take it for its agent's. */
import { realpath } from 'node:fs/promises';
import { type FileLook, lookAtFile } from '../session/file-look.ts';
import { noteSaved } from '../session/note-saved.ts';
import type { SavedFile } from '../session/saved-file.ts';
import { type Place, whereIs, within } from './run-places.ts';

/** Paths are absolute. Nothing here rejects: what cannot be noted is told, and the run goes by time. */
export class SaveRecorder {
  /** Files that are about to be written. */
  readonly #before = new Map<string, FileLook>();
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** To be waited for before the file is written: whether it was changed before tells whose content is saved. */
  async saving(file: string): Promise<void> {
    await this.#try(async () => {
      const { real, places } = await whereIs(await realpath(file).catch(() => file));
      const look = places.length === 0 ? undefined : await lookAtFile(real);
      if (look !== undefined) this.#before.set(file, look);
    });
  }

  /** A save that changes nothing is nobody's edit: what was saved may be the agent's. */
  async saved(file: string): Promise<void> {
    const at = Date.now();
    await this.#try(async () => {
      const before = this.#before.get(file);
      this.#before.delete(file);
      const { real, places } = await whereIs(await realpath(file).catch(() => file));
      const look = places.length === 0 ? undefined : await lookAtFile(real);
      // One that is gone already was not deleted by who saved it.
      if (look === undefined || look.content === null || look.content === before?.content) return;
      await note(places, { at, from: before?.changedAt ?? null, to: look.changedAt, content: look.content });
    });
  }

  async created(files: readonly string[]): Promise<void> {
    const at = Date.now();
    await this.#try(async () => {
      for (const { places, look } of await within(files)) await note(places, { at, from: null, ...endOf(look) });
    });
  }

  async deleted(files: readonly string[]): Promise<void> {
    const at = Date.now();
    await this.#try(async () => {
      for (const file of files) await note((await whereIs(file)).places, { at, from: null, to: null, content: null });
    });
  }

  /** A file that is moved keeps the time at which its content changed. */
  async renamed(files: readonly { readonly from: string; readonly to: string }[]): Promise<void> {
    await this.deleted(files.map(({ from }) => from));
    const at = Date.now();
    await this.#try(async () => {
      for (const { from, to } of files) {
        const old = (await whereIs(from)).places;
        for (const { places, look, way } of await within([to])) {
          for (const place of places) {
            const was = old.find(({ gitDir }) => gitDir === place.gitDir)?.path;
            const start = was === undefined ? { from: null } : { from: look.modifiedAt, was: was + way };
            await note([place], { at, ...start, ...endOf(look) });
          }
        }
      }
    });
  }

  async #try(body: () => Promise<void>): Promise<void> {
    await body().catch(this.#failed);
  }
}

function endOf({ changedAt, content }: FileLook): Pick<SavedFile, 'to' | 'content'> {
  return { to: changedAt, content };
}

async function note(places: readonly Place[], saved: Omit<SavedFile, 'path'>): Promise<void> {
  for (const { gitDir, path } of places) await noteSaved(gitDir, [{ path, ...saved }]);
}
