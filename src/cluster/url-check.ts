/** Health URLs: one GET each, with a time limit. 2xx and 3xx pass. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Advice } from './advice.ts';
import { describeFetchError } from './api-error.ts';

export interface UrlVerdict {
  /** As it may be shown: without user, password and the values of the query. */
  readonly url: string;
  readonly passed: boolean;
  /** One word in the manner of Kubernetes: HttpStatus, Tls, Unreachable, Timeout, InvalidUrl. */
  readonly reason: string;
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
 * Redirects are followed on the same host only; one to another host is a pass, and is not followed. The proxy of the
 * environment is not used.
 * @param beforeRetry awaited before the second attempt, so that a rollout may come to its end first
 * @throws the signal's reason when aborted
 */
export async function checkUrl(
  url: string,
  limits: UrlLimits,
  signal: AbortSignal,
  beforeRetry: () => Promise<void> = async () => {},
): Promise<UrlVerdict> {
  const started = performance.now();
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const shown = parsed === undefined ? url : shownUrl(parsed);
  const verdict = (attempt: Attempt, attempts: number): UrlVerdict => ({
    url: shown,
    passed: attempt.passed,
    reason: attempt.reason,
    actual: attempt.actual,
    attempts,
    durationMs: Math.round(performance.now() - started),
    advice: urlAdvice(attempt),
  });
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    return verdict(
      { passed: false, reason: 'InvalidUrl', actual: 'not an http or https address', transient: false },
      0,
    );
  }
  const first = await attempt(parsed, limits.urlMs, signal);
  if (first.passed || !first.transient) return verdict(first, 1);
  await delay(limits.retryMs, undefined, { signal });
  await beforeRetry();
  return verdict(await attempt(parsed, limits.urlMs, signal), 2);
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
}

async function attempt(start: URL, limitMs: number, signal: AbortSignal): Promise<Attempt> {
  const timeout = AbortSignal.timeout(limitMs);
  let url = start;
  try {
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const { status, location } = await request(url, AbortSignal.any([signal, timeout]));
      const next = location === null ? undefined : new URL(location, url);
      const isRedirect = status >= 300 && status < 400 && next !== undefined;
      if (!isRedirect) return judgeStatus(status, url === start ? '' : ` at ${shownUrl(url)}`);
      if (next.hostname !== start.hostname) {
        const actual = `HTTP ${status}, redirects to ${next.hostname} (another host, not followed)`;
        return { passed: true, reason: 'HttpStatus', actual, transient: false, status };
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
    const { kind, message } = describeFetchError(error);
    const reason = kind === 'tls' ? 'Tls' : 'Unreachable';
    return { passed: false, reason, actual: message, transient: kind !== 'tls' };
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
  const response = await fetch(address, { redirect: 'manual', headers, signal });
  // Only the status counts; the body may be endless.
  await response.body?.cancel();
  return { status: response.status, location: response.headers.get('location') };
}

function judgeStatus(status: number, where: string): Attempt {
  const passed = status >= 200 && status < 400;
  return {
    passed,
    reason: 'HttpStatus',
    actual: `HTTP ${status}${where}`,
    transient: status === 429 || status >= 500,
    status,
  };
}

function urlAdvice({ reason, status = 0 }: Attempt): Advice {
  const check = 'Check the address, and the service and ingress behind it.';
  switch (reason) {
    case 'InvalidUrl':
      return { cause: 'The address is not an http or https URL.', remedy: "Correct it in the task's verify.urls." };
    case 'Tls':
      return {
        cause: 'The server shows a certificate that is not trusted.',
        remedy: 'Renew or correct the certificate; with a private authority, set NODE_EXTRA_CA_CERTS.',
      };
    case 'Timeout':
      return {
        cause: 'The application or something before it does not answer.',
        remedy: 'Look at the load and the logs of the application behind the address.',
      };
    case 'Unreachable':
      return { cause: 'Nothing answers at this address.', remedy: check };
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      cause: 'The proxy or ingress has no ready backend for it.',
      remedy: 'Look at the endpoints of the service behind the address.',
    };
  }
  if (status >= 500)
    return {
      cause: 'The application answers with an error of its own.',
      remedy: 'Read the logs of the application behind the address.',
    };
  if (status === 401 || status === 403) {
    return {
      cause: 'The address asks for a login.',
      remedy: 'Name a health address that is open to the verification.',
    };
  }
  if (status === 404) return { cause: 'No route leads there, or the application has no such path.', remedy: check };
  return { cause: 'The address does not answer as a healthy one does.', remedy: check };
}
