/** The images of a scope, told from what is none. Pure. */
import { type ImageVerdict, unreadableVerdict } from './image-verdict.ts';
import { type ImageReference, readReference } from './reference.ts';

export interface NamedImage {
  /** As the scope has it. */
  readonly written: string;
  readonly reference: ImageReference;
}

export interface ReadImages {
  readonly readable: readonly NamedImage[];
  readonly unreadable: readonly ImageVerdict[];
}

/** Each entry once. */
export function readImages(entries: readonly string[]): ReadImages {
  const readable: NamedImage[] = [];
  const unreadable: ImageVerdict[] = [];
  for (const written of new Set(entries)) {
    const { reference, fault } = readReference(written);
    if (reference === undefined) unreadable.push(unreadableVerdict(written, fault));
    else readable.push({ written, reference });
  }
  return { readable, unreadable };
}

/** The registries of the images, each once. */
export function registriesOf({ readable }: Pick<ReadImages, 'readable'>): string[] {
  return [...new Set(readable.map(({ reference }) => reference.registry))];
}
