/** One question to a registry over fetch: time limit, bounded answer, bounded redirects, one retry of what passes by itself. */
import { setTimeout as delay } from 'node:timers/promises';
import { describeFetchError } from '../api-error.ts';
import type { RegistryLimits } from './limits.ts';
import { errorOfAnswer, RegistryError } from './registry-error.ts';

export interface Question {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent by POST as a form; without it, it is a GET. */
  readonly form?: URLSearchParams;
  /** A longer answer is an error. */
  readonly maxBytes: number;
  /** Whether a redirect may be followed there; none is without it. */
  readonly mayFollow?: (url: URL) => boolean;
}

export interface Answer {
  /** Where it comes from, after redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const maxRedirects = 5;

/**
 * Asks once, and once more after a failure that passes by itself: no connection, no answer in time, 429 (after the pause that the
 * registry asks for), 5xx. 4xx is an answer.
 * @param onRetry told before the second attempt
 * @throws RegistryError, the signal's reason
 */
export async function ask(
  question: Question,
  limits: RegistryLimits,
  signal: AbortSignal,
  onRetry: (failure: RegistryError) => void,
): Promise<Answer> {
  try {
    return await attempt(question, limits, signal);
  } catch (error) {
    if (!(error instanceof RegistryError && error.isTransient)) throw error;
    const pauseMs = error.facts.retryAfterMs ?? limits.retryMs;
    if (pauseMs > limits.longestPauseMs) {
      const message = `${error.message}; it asks to wait ${Math.ceil(pauseMs / 1000)} s`;
      throw new RegistryError(error.kind, message, error.facts);
    }
    await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    onRetry(error);
    return await attempt(question, limits, signal);
  }
}

/** What was asked, as it may be shown: without the query, which may be signed. */
export function questionText({ url, form }: Pick<Question, 'url' | 'form'>): string {
  return `${form === undefined ? 'GET' : 'POST'} ${url.origin}${url.pathname}`;
}

async function attempt(question: Question, limits: RegistryLimits, signal: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(limits.requestMs);
  const both = AbortSignal.any([signal, timeout]);
  const where = questionText(question);
  try {
    const answer = await follow(question, both);
    if (answer.status === 429 || answer.status >= 500) {
      throw errorOfAnswer(answer.status, answer.headers, answer.body.toString('utf8'), where);
    }
    return answer;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RegistryError) throw error;
    if (timeout.aborted) {
      throw new RegistryError('timeout', `no answer within ${limits.requestMs / 1000} s (${where})`);
    }
    const { kind, message, code } = describeFetchError(error);
    throw new RegistryError(kind, `${message} (${where})`, code === undefined ? {} : { code });
  }
}

async function follow(question: Question, signal: AbortSignal): Promise<Answer> {
  const { form, headers, maxBytes, mayFollow } = question;
  let { url } = question;
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        'user-agent': 'agent-toolkit',
        // What is hashed are the bytes that the registry keeps.
        'accept-encoding': 'identity',
        ...(url.origin === question.url.origin ? headers : withoutAuthorization(headers)),
      },
      signal,
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    const location = response.headers.get('location');
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
    if (!isRedirect) {
      const body = await readBody(response, maxBytes, questionText({ url }));
      return { url, status: response.status, headers: response.headers, body };
    }
    await response.body?.cancel();
    const where = questionText(question);
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next === undefined || mayFollow?.(next) !== true) {
      const target = next === undefined ? 'nowhere' : next.origin;
      throw new RegistryError('refused', `HTTP ${response.status} redirects to ${target}, not followed (${where})`);
    }
    if (redirects === maxRedirects)
      throw new RegistryError('refused', `more than ${maxRedirects} redirects (${where})`);
    url = next;
  }
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

async function readBody(response: Response, maxBytes: number, where: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new RegistryError('refused', `an answer of more than ${maxBytes} bytes (${where})`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
