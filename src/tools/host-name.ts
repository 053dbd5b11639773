/** Hosts that a setting may name. */

/** Whether it is host or host:port, without a scheme and a path. */
export function isHost(text: string): boolean {
  return /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(text);
}

/** What is wrong with a text that is none. */
export const hostForm = 'it must be host or host:port, for example localhost:5000';
