/** What a 401 asks for: the challenges of `WWW-Authenticate` (RFC 9110, 11.6.1). Pure. */

export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const longestHeader = 8192;

/** All challenges of a header, also of several that were joined with commas. What is no challenge is left out. */
export function readChallenges(header: string): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = [];
  // A name with "=" is a parameter of the challenge before it; one without begins a challenge.
  const token = /([\w!#$%&'*+.^`|~-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;
  for (const [, name = '', quoted, bare] of header.slice(0, longestHeader).matchAll(token)) {
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1');
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found;
}
