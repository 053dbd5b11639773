/** The part of a folder's name that tells people what it is about. */

const longest = 50;

/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * Letters a to z and digits of the title, words joined by hyphens, at most 50 characters, cut between words.
 * @param fallback what a title without such letters gets
 */
export function slugOf(title: string, fallback: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const next = slug === '' ? word.slice(0, longest) : `${slug}-${word}`;
    if (next.length > longest) break;
    slug = next;
  }
  if (slug === '') return fallback;
  return reserved.test(slug) ? `${slug}-${fallback}` : slug;
}
