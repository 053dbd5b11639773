/** The files in the folder of an item, as text. */

/**
 * A markdown file: a title, facts as `**Name**: value`, and sections, of which those without lines are left out.
 * @param title one line
 */
export function itemDocument(
  title: string,
  facts: readonly (readonly [string, string])[],
  sections: readonly (readonly [string, readonly string[]])[],
): string {
  const head = [`# ${title}`, '', ...facts.map(([name, value]) => `**${name}**: ${value}`)];
  const body = sections.flatMap(([name, lines]) => (lines.length === 0 ? [] : ['', `## ${name}`, '', ...lines]));
  return [...head, ...body, ''].join('\n');
}

/** A JSON file. */
export function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
