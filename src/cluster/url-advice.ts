/** The probable cause of a health URL that does not pass, and the remedy. Pure. */
import type { Advice } from './advice.ts';
import { tlsAdvice } from './tls-advice.ts';

/** What an attempt came to, as far as the advice depends on it. */
export interface UrlTrouble {
  readonly reason: string;
  readonly host: string;
  /** 0 without an answer. */
  readonly status: number;
  /** Node's or OpenSSL's name for a failed connection. */
  readonly code: string;
  /** Whether the entry names the statuses that pass. */
  readonly isParticular: boolean;
}

const check = 'Check the address, and the service and ingress behind it.';

export function urlAdvice(trouble: UrlTrouble): Advice {
  switch (trouble.reason) {
    case 'InvalidUrl':
      return {
        cause: 'The entry is not an http or https URL, alone or followed by the HTTP statuses that pass.',
        remedy: "Correct it in the task's verify.urls, for example https://shop.example.com/healthz 204.",
      };
    case 'Tls':
      return tlsAdvice(trouble.code, trouble.host, 'Correct the port, or write http:// where no TLS is meant.');
    case 'Timeout':
      return {
        cause: 'The application or something before it does not answer.',
        remedy: 'Look at the load and the logs of the application behind the address.',
      };
    case 'Unreachable':
      return { cause: 'Nothing answers at this address.', remedy: check };
  }
  return statusAdvice(trouble);
}

function statusAdvice({ status, isParticular }: UrlTrouble): Advice {
  if (status === 502 || status === 503 || status === 504) {
    return {
      cause: 'The proxy or ingress has no ready backend for it.',
      remedy: 'Look at the endpoints of the service behind the address.',
    };
  }
  if (status >= 500) {
    return {
      cause: 'The application answers with an error of its own.',
      remedy: 'Read the logs of the application behind the address.',
    };
  }
  if (status === 401 || status === 403) {
    return {
      cause: 'The address asks for a login.',
      remedy:
        'Name a health address that is open to the verification, or the status that is expected after the address.',
    };
  }
  if (status === 404) return { cause: 'No route leads there, or the application has no such path.', remedy: check };
  if (isParticular && status < 400) {
    return {
      cause: 'The address answers, and not with a status that the entry names.',
      remedy: 'Look at what answers there, or correct the status in verify.urls.',
    };
  }
  return { cause: 'The address does not answer as a healthy one does.', remedy: check };
}
