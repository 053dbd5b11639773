/** When a session is given up whose client is away: no request, and no stream that it listens to. Pure. */

const minute = 60_000;

export interface AwayLimits {
  /** Milliseconds. */
  readonly idleMs: number;
  /** The same while a call runs; it goes on meanwhile, as it would overnight. */
  readonly callingMs: number;
}

export const awayLimits: AwayLimits = { idleMs: 60 * minute, callingMs: 24 * 60 * minute };

export interface Presence {
  /** Requests that are being answered, streams among them. */
  readonly open: number;
  readonly running: number;
  /** Milliseconds since the last request was answered. */
  readonly awayMs: number;
}

/** Whether nothing would be lost with the session but what a client that comes back could still read. */
export function isIdle({ open, running }: Presence): boolean {
  return open === 0 && running === 0;
}

export function isGivenUp(presence: Presence, limits: AwayLimits = awayLimits): boolean {
  if (presence.open > 0) return false;
  return presence.awayMs >= (isIdle(presence) ? limits.idleMs : limits.callingMs);
}
