/** Whether registries answer, as rows and failures of the result. Pure. */
import type { Check, Failure } from '../verification.ts';
import type { RegistryAddress } from './registry-address.ts';
import { errorAdvice } from './registry-advice.ts';
import type { RegistryError } from './registry-error.ts';

/** The name of the check in rows and failures. */
export const registryCheck = 'Registry';

export interface RegistryPing {
  readonly address: RegistryAddress;
  /** The HTTP status, or why there is no answer of a registry. */
  readonly answer: number | RegistryError;
  readonly durationMs: number;
}

/**
 * One row.
 * @param note on its catalogue
 */
export function registryRow({ address, answer, durationMs }: RegistryPing, note: string): Check {
  const isFine = typeof answer === 'number';
  const actual = isFine ? `answers (HTTP ${answer})` : answer.message;
  return {
    name: registryCheck,
    object: address.registry,
    asked: `GET ${address.url.href}v2/`,
    expected: 'an answer',
    actual,
    status: isFine ? 'pass' : 'fail',
    evidence: note === '' ? actual : `${actual}; ${note}`,
    duration_ms: durationMs,
  };
}

/** The failure of a registry that does not answer; nobody can tell then what the task has done there. */
export function registryFailure({ registry }: RegistryAddress, error: RegistryError): Failure {
  const advice = errorAdvice(error, registry);
  return {
    check: registryCheck,
    object: registry,
    reason: error.kind,
    message: error.message,
    ...advice,
    scope: 'external',
  };
}
