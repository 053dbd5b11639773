/** The cluster client throws at import on older versions; one rule for all commands is easier to know. */
const required = [22, 15] as const;

/** @returns what to tell the user when this Node is too old; undefined when it is new enough */
export function nodeVersionComplaint(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > required[0] || (major === required[0] && minor >= required[1])) return undefined;
  return `agent-toolkit needs Node ${required.join('.')} or newer; this is Node ${version}. Install a newer Node and try again.`;
}
