/** Lines by which a session that was interrupted finds what it has created already. Pure. */

/** In the description of a follow-up: of which task, and of which session. */
export function followUpMark(itemId: string, sessionId: string): string {
  return `Follow-Up-Of: ${itemId}, session ${sessionId}`;
}

/** In the description of a session's issue. */
export function sessionMark(sessionId: string): string {
  return `Session: ${sessionId}`;
}
