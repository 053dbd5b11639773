/** The results of verifications that did not take place, and how an unreadable API is told. Pure. */
import type { Advice } from './advice.ts';
import type { ApiError, ApiErrorKind } from './api-error.ts';
import { type Check, emptySummary, type Failure, type Verification } from './verification.ts';

/** The check that they are up. */
export const fluxControllers = 'Flux controllers';

/** It is not certain that the configured cluster may be looked at. The message says what to do. */
export function blockedByGuard(message: string): Verification {
  const cause = 'It is not certain which cluster may be looked at.';
  const advice = { cause, remedy: 'Do what the message says, then verify again.' };
  return blocked(
    { check: 'Kube context', object: 'kubeconfig', reason: 'Blocked', message, ...advice, scope: 'external' },
    undefined,
  );
}

/** The check that nothing but the engine changes it. */
export const repositoryCheck = 'Repository';

/**
 * A command of the scope, or somebody while it ran, changed the repository, so that what was looked at may be of other commits: its
 * rows stay, and what failed in them is not told.
 */
export function blockedByRepository({ checks, summary, context }: Verification, message: string): Verification {
  const advice = {
    cause: 'The repository is not as it was when the commands of the verification began.',
    remedy: 'Look at its commits and its work tree, then verify again.',
  };
  const object = 'the repository';
  const failure = { check: repositoryCheck, object, reason: 'Changed', message, ...advice, scope: 'external' } as const;
  const alone = blocked(failure, context);
  return { ...alone, summary, checks: [...checks, ...alone.checks] };
}

/** The configured cluster cannot be read. */
export function blockedByApi(error: ApiError, context: string): Verification {
  return blocked(apiFailure(error), context);
}

/** Registries whose images are asked for do not answer. */
export function blockedByRegistries(failures: readonly Failure[], checks: readonly Check[]): Verification {
  const lead = failures.slice(0, 1).map(({ cause, remedy }) => `${cause} ${remedy}`);
  const more = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  const message = `Not verified: ${lead.join('')}${more}`;
  return { overall: 'blocked', summary: emptySummary, checks, failures, warnings: [], message, context: undefined };
}

/** Flux' objects are to be judged, and what works on them is not up. @param down what is known of each */
export function blockedByFlux(down: readonly string[], context: string): Verification {
  const message = `Flux' controllers are not up, so what its objects say cannot be believed: ${down.join('; ')}.`;
  const advice = {
    cause: 'A controller of Flux is missing, stopped or crashing.',
    remedy: 'Look at `kubectl -n flux-system get pods` (or `flux check`), repair it, then verify again.',
  };
  const object = fluxControllers;
  return blocked({ check: object, object, reason: 'ControllersDown', message, ...advice, scope: 'external' }, context);
}

/** Neither a cluster nor a health URL is configured. */
export function nothingConfigured(reason: string): Verification {
  const message = `There is nothing to verify against: no cluster and no health URL is configured. ${reason}`;
  const warnings = [`Unverified: ${message}`];
  const none = { summary: emptySummary, checks: [], failures: [], context: undefined };
  return { overall: 'nothing_to_verify', ...none, warnings, message };
}

const advices: Partial<Readonly<Record<ApiErrorKind, Advice>>> = {
  unreachable: {
    cause: 'The API server does not answer: the cluster is down or out of reach.',
    remedy: 'Start the cluster, or check network, VPN and the server address in the kubeconfig.',
  },
  timeout: {
    cause: 'The API server is overloaded or out of reach.',
    remedy: 'Check the cluster and the network, then verify again.',
  },
  tls: {
    cause: 'The certificate of the API server does not fit the kubeconfig.',
    remedy: 'Renew the kubeconfig of this cluster.',
  },
  unauthorized: {
    cause: 'The API server refuses the credentials: expired, or of another cluster.',
    remedy: 'Log in to the cluster again, so that the kubeconfig is renewed.',
  },
  credentials: {
    cause: 'The credentials of the kubeconfig could not be obtained.',
    remedy: 'Run the credential plugin or the login of the kubeconfig by hand.',
  },
};

/** The failure that says why the API could not be read. */
export function apiFailure(error: ApiError): Failure {
  const advice = advices[error.kind] ?? {
    cause: 'The API server answers with an error.',
    remedy: 'Check the cluster, then verify again.',
  };
  const object = 'Kubernetes API';
  return { check: object, object, reason: error.kind, message: error.message, ...advice, scope: 'external' };
}

function blocked(failure: Failure, context: string | undefined): Verification {
  const { check, object, message } = failure;
  const asked = 'Is it safe to look?';
  const row = { name: check, object, asked, expected: 'yes', actual: message, evidence: message, duration_ms: 0 };
  const summary = emptySummary;
  return {
    overall: 'blocked',
    summary,
    checks: [{ ...row, status: 'fail' }],
    failures: [failure],
    warnings: [],
    message,
    context,
  };
}
