/** The licences of what is bundled. They ask to go where the code goes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

interface BundledPackage {
  /** With its version. */
  readonly name: string;
  /** As its package.json states it. */
  readonly license: string;
  /** All that it brings of it. */
  readonly text: string;
}

/** Licences that ask for nothing, so that a package may leave their text out. */
const askNothing = ['Unlicense', 'CC0-1.0', '0BSD'];

/**
 * One text for all packages of which something is in the bundle.
 * @throws Error naming a package that brings no licence
 */
export async function thirdPartyNotices(metafile: Metafile): Promise<string> {
  const packages = await Promise.all(packageFolders(metafile).map(readPackage));
  const namesOf = new Map<string, string[]>();
  for (const { name, license, text } of packages) {
    namesOf.set(text, [...(namesOf.get(text) ?? []), `${name} (${license})`]);
  }
  const sections = Array.from(namesOf, ([text, names]) => `${names.join('\n')}\n\n${text}`.trimEnd());
  const intro = 'Agent Toolkit contains code of the following packages, each under its own licence.';
  return `${[intro, ...sections.toSorted()].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Folders of the packages whose code is in the outputs. */
export function packageFolders({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return folder === undefined || bytesInOutput === 0 ? [] : [folder];
  });
  return [...new Set(folders)].toSorted();
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file)).toSorted();
  if (license === undefined || (files.length === 0 && !askNothing.includes(license))) {
    throw new Error(`${folder} is bundled and has no licence file. Find out its licence, or do without it.`);
  }
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((part) => part.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { name: `${name} ${version}`, license, text };
}
