/** Credentials that are masked in what is shown, in a text that is about to be committed; examples and placeholders are none. */
import { tokenPatterns } from '../../../codex/known-tokens.ts';
import type { Finding } from './finding.ts';
import { looksMadeUp } from './made-up.ts';

/** Characters that a key has at least. */
const least = 16;
/** Characters that a password in an address has at least. */
const leastOfPassword = 8;

export function tokensIn(text: string): Finding[] {
  return tokenPatterns.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].flatMap(({ 0: all, 1: before = '', 2: secret = '', index }) => {
      if (!isReal(what, secret)) return [];
      return [{ from: index + before.length, to: index + all.length, secret, what }];
    }),
  );
}

function isReal(what: string, secret: string): boolean {
  if (what === 'age private key') return true;
  if (what === 'JSON web token') return isTokenHead(secret.slice(0, secret.indexOf('.')));
  if (what === 'login of a container registry') return isLogin(secret);
  if (what === 'HTTP authorization')
    return !/[${}<>%*()]/.test(secret) && (isLogin(secret) || looksMadeUp(secret, least));
  // A password with an escaped character, and nothing that is put in later: $(DB_PASSWORD), {{ .password }}
  if (what === 'password in an address') return !/[${}<>*()]/.test(secret) && looksMadeUp(secret, leastOfPassword);
  if (isName(secret)) return false;
  return looksMadeUp(secret.replace(/^[A-Za-z]+[_-](?:live_|test_|v\d_)?/, ''), secret.startsWith('xox') ? 10 : least);
}

/** Small letters and digits in short parts, as objects of Kubernetes, images and hosts are called: `sk-telemetry-7d8f9c6b5d-x2k4p`. */
function isName(secret: string): boolean {
  return /^(?:sk-|hf_|npm_)[a-z\d]{1,15}(?:[-_][a-z\d]{1,15})*$/.test(secret);
}

/** RFC 7515: the header names the algorithm. */
function isTokenHead(encoded: string): boolean {
  return /^\{.*"alg"\s*:/s.test(Buffer.from(encoded, 'base64url').toString('utf8'));
}

/** `user:password` in base64. */
function isLogin(encoded: string): boolean {
  const [, password = ''] =
    /^[\x20-\x7e]+?:([\x20-\x7e]{4,})$/.exec(Buffer.from(encoded, 'base64').toString('latin1')) ?? [];
  return password !== '' && !/^(?:password|changeme|<.*>|\$.*|x+|\*+)$/i.test(password);
}
