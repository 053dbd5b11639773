/** Comments that take a line out of the scan count only where they stood before: the agent must not allow itself. */

const allowance = /secretlint-(?=disable)/g;

/**
 * The text without the comments that are new, of the same length. A comment is old when the file had its line before,
 * after the same line as now: one that was moved is new.
 */
export function withoutNewAllowances(before: string, after: string): string {
  if (!after.includes('secretlint-disable')) return after;
  const old = placesIn(before);
  let previous = '';
  return after
    .split('\n')
    .map((line) => {
      const place = placeOf(previous, line);
      previous = line;
      if (!line.includes('secretlint-disable')) return line;
      const count = old.get(place) ?? 0;
      old.set(place, count - 1);
      return count > 0 ? line : withoutAllowances(line);
    })
    .join('\n');
}

/** The text with every such comment disarmed, of the same length. */
export function withoutAllowances(text: string): string {
  return text.replace(allowance, 'secretlint_');
}

function placesIn(text: string): Map<string, number> {
  const places = new Map<string, number>();
  let previous = '';
  for (const line of text.split('\n')) {
    const place = placeOf(previous, line);
    previous = line;
    if (line.includes('secretlint-disable')) places.set(place, (places.get(place) ?? 0) + 1);
  }
  return places;
}

function placeOf(previous: string, line: string): string {
  return `${previous.trim()}\n${line.trim()}`;
}
