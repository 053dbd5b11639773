import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { InputError } from '../../tools/input-error.ts';

/** Holds a token that the user made; a flag would show it to everybody who lists processes. */
export const tokenVariable = 'AGENT_TOOLKIT_TOKEN';

const shortest = 32;

/** A new token of 256 random bits. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Takes the user's token out of the environment, so that no process which this one starts gets it.
 * @returns undefined where there is none
 * @throws InputError for one that cannot be sent in a header, or is too short not to be guessed
 */
export function takeToken(env: NodeJS.ProcessEnv): string | undefined {
  const token = env[tokenVariable];
  delete env[tokenVariable];
  if (token === undefined) return undefined;
  // https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  if (token.length >= shortest && /^[\w.~+/-]+=*$/.test(token)) return token;
  throw new InputError(
    `${tokenVariable} has to be ${shortest} or more letters, digits or -._~+/, for example from: openssl rand -hex 32`,
  );
}

/** Whether a client sent the token; takes as long for every wrong one of a length. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
