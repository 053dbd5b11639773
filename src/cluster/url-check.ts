/** Health URLs: one GET each, with a time limit. 2xx and 3xx pass, or the statuses that the entry names. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Advice } from './advice.ts';
import { describeFetchError } from './api-error.ts';
import { urlAdvice } from './url-advice.ts';
import { expectedText, isExpectedStatus, readUrlEntry } from './url-entry.ts';

export interface UrlVerdict {
  /** As it may be shown: without user, password and the values of the query. */
  readonly url: string;
  readonly passed: boolean;
  /** One word in the manner of Kubernetes: HttpStatus, Tls, Unreachable, Timeout, InvalidUrl. */
  readonly reason: string;
  /** For example `HTTP 2xx or 3xx`. */
  readonly expected: string;
  /** For example `HTTP 200`. */
  readonly actual: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly advice: Advice;
}

export interface UrlLimits {
  /** One attempt; milliseconds. */
  readonly urlMs: number;
  /** Pause before the second attempt; milliseconds. */
  readonly retryMs: number;
}

const maxRedirects = 5;

/**
 * Asks a URL, and once more after a failure that may pass by itself (no connection, no answer in time, 429, 5xx).
 * Redirects are followed on the same host only, and not where the entry names their status. One to another host is a
 * pass unless the entry names statuses, and is not followed. The proxy of the environment is not used.
 * @param written an address, or an address and the statuses that pass (`url-entry.ts`)
 * @param beforeRetry awaited before the second attempt, so that a rollout may come to its end first
 * @throws the signal's reason when aborted
 */
export async function checkUrl(
  written: string,
  limits: UrlLimits,
  signal: AbortSignal,
  beforeRetry: () => Promise<void> = async () => {},
): Promise<UrlVerdict> {
  const started = performance.now();
  const { address, statuses, isOdd } = readUrlEntry(written);
  const parsed = URL.canParse(address) ? new URL(address) : undefined;
  const verdict = (attempt: Attempt, attempts: number): UrlVerdict => ({
    ...shownEntry(written),
    passed: attempt.passed,
    reason: attempt.reason,
    actual: attempt.actual,
    attempts,
    durationMs: Math.round(performance.now() - started),
    advice: urlAdvice({
      reason: attempt.reason,
      host: parsed?.host ?? '',
      status: attempt.status ?? 0,
      code: attempt.code ?? '',
      isParticular: statuses.length > 0,
    }),
  });
  const refuse = (actual: string) => verdict({ passed: false, reason: 'InvalidUrl', actual, transient: false }, 0);
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return refuse('not an http or https address');
  if (isOdd) return refuse('what follows the address is no HTTP status such as 204 or 2xx');
  const first = await attempt(parsed, statuses, limits.urlMs, signal);
  if (first.passed || !first.transient) return verdict(first, 1);
  await delay(limits.retryMs, undefined, { signal });
  await beforeRetry();
  return verdict(await attempt(parsed, statuses, limits.urlMs, signal), 2);
}

/** The address of an entry as it may be shown, and what it expects. */
export function shownEntry(written: string): Pick<UrlVerdict, 'url' | 'expected'> {
  const { address, statuses, isOdd } = readUrlEntry(written);
  const url = URL.canParse(address) ? shownUrl(new URL(address)) : address;
  return { url, expected: expectedText(isOdd ? [] : statuses) };
}

/** The address without what may be secret: user and password, and the values of its query. */
export function shownUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  for (const key of new Set(shown.searchParams.keys())) shown.searchParams.set(key, '***');
  return shown.toString();
}

interface Attempt {
  readonly passed: boolean;
  readonly reason: string;
  readonly actual: string;
  /** Another answer may come without anybody doing anything. */
  readonly transient: boolean;
  readonly status?: number;
  /** Node's or OpenSSL's name for a failed connection. */
  readonly code?: string;
}

async function attempt(
  start: URL,
  statuses: readonly string[],
  limitMs: number,
  signal: AbortSignal,
): Promise<Attempt> {
  const timeout = AbortSignal.timeout(limitMs);
  let url = start;
  try {
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const { status, location } = await request(url, AbortSignal.any([signal, timeout]));
      const next = location !== null && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      const isNamed = statuses.length > 0 && isExpectedStatus(status, statuses);
      const isRedirect = status >= 300 && status < 400 && next !== undefined && !isNamed;
      if (!isRedirect) return judgeStatus(status, statuses, url === start ? '' : ` at ${shownUrl(url)}`);
      if (next.hostname !== start.hostname) {
        const actual = `HTTP ${status}, redirects to ${next.hostname} (another host, not followed)`;
        return { passed: statuses.length === 0, reason: 'HttpStatus', actual, transient: false, status };
      }
      url = next;
    }
    const actual = `more than ${maxRedirects} redirects`;
    return { passed: false, reason: 'HttpStatus', actual, transient: false, status: 310 };
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted) {
      return { passed: false, reason: 'Timeout', actual: `no answer within ${limitMs / 1000} s`, transient: true };
    }
    const { kind, message, code = '' } = describeFetchError(error);
    const reason = kind === 'tls' ? 'Tls' : 'Unreachable';
    return { passed: false, reason, actual: message, transient: kind !== 'tls', code };
  }
}

async function request(url: URL, signal: AbortSignal): Promise<{ status: number; location: string | null }> {
  const { username, password } = url;
  const address = new URL(url);
  address.username = '';
  address.password = '';
  const headers: Record<string, string> = { 'user-agent': 'agent-toolkit' };
  if (username !== '') {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  // A megabyte of code, loaded when there is something to ask.
  const { sendRequest } = await import('./send-request.ts');
  // Not `fetch`: it refuses the ports that browsers refuse (10080, 6000 …). Redirects are not followed.
  const { statusCode, headers: answered, body } = await sendRequest(address, { headers, signal });
  // Only the status counts; the body may be endless.
  body.on('error', () => {}).destroy();
  const { location } = answered;
  return { status: statusCode, location: (Array.isArray(location) ? location[0] : location) ?? null };
}

function judgeStatus(status: number, statuses: readonly string[], where: string): Attempt {
  return {
    passed: isExpectedStatus(status, statuses),
    reason: 'HttpStatus',
    actual: `HTTP ${status}${where}`,
    transient: status === 429 || status >= 500,
    status,
  };
}
