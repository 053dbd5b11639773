/** Paths of the repository that a text names. Pure. */
import { type Files, folderOf, foldersUpFrom, isBelow, pathFrom } from '../gate/files.ts';

export interface NamedPlaces {
  /** Files and folders that are there, as paths below the root. */
  readonly found: readonly string[];
  /** Files that are not there yet, each with the nearest folder that is. */
  readonly fresh: readonly { readonly path: string; readonly folder: string }[];
  /** Names of files that several folders have, so that nobody can tell which is meant. */
  readonly unclear: readonly string[];
}

/** Of a file that somebody writes without its folder. */
const bareName = /^[\w.-]+\.(?:ya?ml|json|env|toml|tf)$/;

/** A word of prose is no folder: one without a slash counts in code marks only. */
export function namedPlaces(text: string, { paths }: Files): NamedPlaces {
  const folders = new Set([...paths].flatMap((path) => foldersUpFrom(folderOf(path))));
  const found = new Set<string>();
  const fresh = new Map<string, string>();
  const unclear = new Set<string>();
  const inCode = new Set([...text.matchAll(/`+([^`\n]+)`+/g)].flatMap(([, code = '']) => code.split(/\s+/)));
  for (const word of wordsOf(text)) {
    const path = pathFrom('', word);
    if (path === undefined || path === '') continue;
    const isMarked = word.includes('/') || inCode.has(word);
    if (paths.has(path)) found.add(path);
    else if (folders.has(path)) {
      if (isMarked) found.add(path);
    } else if (bareName.test(path)) {
      const same = [...paths].filter((one) => one.endsWith(`/${path}`));
      if (same.length === 1) for (const one of same) found.add(one);
      else if (same.length > 1) unclear.add(path);
    } else if (path.includes('/') && /\.[A-Za-z]+$/.test(path)) {
      const folder = foldersUpFrom(folderOf(path)).find((one) => folders.has(one)) ?? '';
      if (folder !== '') fresh.set(path, folder);
    }
  }
  return {
    found: [...found].sort(),
    fresh: Array.from(fresh, ([path, folder]) => ({ path, folder })),
    unclear: [...unclear].sort(),
  };
}

/** What may be a path, without the marks and the punctuation around it. Addresses are none. */
function wordsOf(text: string): string[] {
  return text.split(/[\s`"'<>()[\]{},;|*]+/).flatMap((word) => {
    const bare = word.replace(/[.:!?]+$/, '').replace(/:\d+(?:-\d+)?$/, '');
    return bare === '' || bare.includes('://') || bare.startsWith('/') ? [] : [bare];
  });
}

/** The files that a place stands for: itself, or all below it. */
export function filesOf(place: string, { paths }: Files): string[] {
  return paths.has(place) ? [place] : [...paths].filter((path) => isBelow(path, place));
}
