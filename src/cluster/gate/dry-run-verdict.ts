/** What the API server's answer to a dry run means for the gate. Pure. */

export interface DryRunFacts {
  /** HTTP status of the answer, and the message of its Status object. */
  readonly status: number;
  readonly message: string;
  /** The missing permission in words: `patch deployments in shop`. */
  readonly permission: string;
  readonly namespace: string | undefined;
  /** Whether the repository makes the namespace, so that it may come with a later push. */
  readonly makesNamespace: boolean;
  /** Whether Flux makes the object anew where it cannot be changed. */
  readonly isForced: boolean;
}

/** note: neither good nor bad; what is told. */
export type DryRunVerdict =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'note' | 'refused'; readonly text: string };

/** Roles refuse with these words; admission, quotas and pod security answer 403 too, and would refuse Flux as well. */
const byRole = /\bcannot \w+ resource\b/;
/** Server-side apply answers 500 for a field that is in no schema (kubernetes/kubernetes#139253). */
const isInvalid =
  /failed to create typed patch object|field not declared in schema|strict decoding error|unknown field/i;

/** Whatever says nothing of the object (no right, no answer) is a note. */
export function dryRunVerdict(facts: DryRunFacts): DryRunVerdict {
  const { status, namespace } = facts;
  const message = facts.message.replace(/\s+/g, ' ').trim() || `HTTP ${status}`;
  if (status < 300) return { verdict: 'pass' };
  if (status === 401 || (status === 403 && byRole.test(message))) {
    return note(`no dry run, since the user of the kubeconfig may not ${facts.permission}`);
  }
  if (status === 404 && /^namespaces? /.test(message)) {
    if (facts.makesNamespace) return note(`no dry run, since the namespace ${namespace} is not there yet`);
    return refused(`the namespace ${namespace} is neither on the cluster nor in this repository`);
  }
  if (/does not support dry run/.test(message)) return note(`no dry run: ${message}`);
  if ([404, 405, 408, 409, 415, 429].includes(status)) return note(`no dry run: ${message}`);
  if (status >= 500 && !isInvalid.test(message)) return note(`no dry run: ${message}`);
  if (facts.isForced && /immutable/i.test(message)) return note(`Flux will make it anew: ${message}`);
  return refused(message);
}

function note(text: string): DryRunVerdict {
  return { verdict: 'note', text };
}

function refused(text: string): DryRunVerdict {
  return { verdict: 'refused', text };
}
