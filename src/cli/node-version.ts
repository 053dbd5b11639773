/** The oldest runtime: that of the oldest editor. The cluster client throws at import on older ones; one rule for all commands is easier to know. */
export const requiredNode = '22.15';

/** @returns what to tell the user when this Node is too old; undefined when it is new enough */
export function nodeVersionComplaint(version: string): string | undefined {
  const [leastMajor = 0, leastMinor = 0] = requiredNode.split('.').map(Number);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `agent-toolkit needs Node ${requiredNode} or newer; this is Node ${version}. Install a newer Node and try again.`;
}
