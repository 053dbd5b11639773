/** The related repositories that the user agreed to, by the repository with the tasks: in the user's own file, never in a repository. */
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '../../backlog/edit/write.ts';
import { InputError } from '../input-error.ts';
import { absolutePath } from '../setting-flags.ts';
import { readRelatedRepos, relatedReposIn, userSettingsFile } from '../user-settings.ts';

/**
 * Real paths of the work trees that may be changed along with the repository; those that are not there are left out.
 * @param root real path of the repository with the tasks
 * @throws InputError when the user's file is not usable
 */
export async function readAgreements(env: NodeJS.ProcessEnv, root: string): Promise<ReadonlySet<string>> {
  const file = userSettingsFile(env);
  const agreed = new Set<string>();
  for (const [key, paths] of Object.entries(await readRelatedRepos(env))) {
    if ((await realPlace(file, key)) !== root) continue;
    for (const path of paths) {
      const place = await realPlace(file, path);
      if (place !== undefined) agreed.add(place);
    }
  }
  return agreed;
}

/**
 * Adds work trees to those that the user agreed to; everything else in the file stays as it is written.
 * @param paths real paths
 * @throws InputError when the file is not usable, does not take them or cannot be written
 */
export async function recordAgreement(env: NodeJS.ProcessEnv, root: string, paths: readonly string[]): Promise<void> {
  const file = userSettingsFile(env);
  const known = await readRelatedRepos(env);
  const key = (await keyOf(file, Object.keys(known), root)) ?? root;
  const all = [...new Set([...(known[key] ?? []), ...paths])];
  const refuse = (error: Error) => {
    throw new InputError(`The agreement could not be written to ${file}: ${error.message}`);
  };
  await mkdir(dirname(file), { recursive: true }).catch(refuse);
  // The file may be a link into the user's collection of such files.
  const target = await realpath(file).catch(() => file);
  const before = await readFile(target, 'utf8').catch(() => undefined);
  const after = await withAgreement(before ?? '', key, all, file);
  if (after === undefined) {
    throw new InputError(
      `${file} is not plain JSON, so the agreement was not written into it. Add it by hand: "relatedRepos": ${JSON.stringify({ [key]: all })}`,
    );
  }
  await writeFileAtomic(target, after, before).catch(refuse);
}

/** Undefined where the text does not take it: the settings are read as YAML's JSON schema, which knows more than JSON. */
async function withAgreement(
  text: string,
  key: string,
  paths: readonly string[],
  file: string,
): Promise<string | undefined> {
  const { applyEdits, modify } = await import('jsonc-parser');
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const json = text.slice(mark.length);
  const eol = json.includes('\r\n') ? '\r\n' : '\n';
  const formattingOptions = { insertSpaces: !/^\t/m.test(json), tabSize: 2, eol };
  const start = json.trim() === '' ? '{}\n' : json;
  try {
    const after = mark + applyEdits(start, modify(start, ['relatedRepos', key], paths, { formattingOptions }));
    const read = (await relatedReposIn(after, file))[key] ?? [];
    return paths.every((path) => read.includes(path)) ? after : undefined;
  } catch {
    return undefined;
  }
}

async function keyOf(file: string, keys: readonly string[], root: string): Promise<string | undefined> {
  for (const key of keys) if ((await realPlace(file, key)) === root) return key;
  return undefined;
}

/** Where a path of the file leads; undefined where nothing is. */
async function realPlace(file: string, path: string): Promise<string | undefined> {
  return realpath(absolutePath(path, dirname(file))).catch(() => undefined);
}
