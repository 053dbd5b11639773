/** What is said of one object of a look, and what judging it takes beside the look. */
import type { Health } from './health/health.ts';
import type { KubeObject, ObjectRef } from './kube-object.ts';
import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';
import type { Patience } from './request.ts';
import type { Link } from './verification.ts';

export interface Judgement {
  readonly ref: ObjectRef;
  readonly health: Health;
  readonly inScope: boolean;
  /** What was seen, for the report: no more than the status says. */
  readonly evidence: string;
  /** Whether it waits for a rollout (long) or for nothing but itself (short). */
  readonly waitsFor: 'rollout' | 'itself';
  /** What else fails with it, and what it fails with; only for what is not healthy. */
  readonly links?: readonly Link[];
}

export interface Circumstances {
  readonly plan: Plan;
  readonly memory: Memory;
  readonly patience: Patience;
  /** A LoadBalancer needs its address even when no name in the plan asks for it. */
  readonly addressRequired: boolean;
  /** Controllers read one by one, by what refText calls them; undefined for one that does not exist. */
  readonly controllers: ReadonlyMap<string, KubeObject | undefined>;
  /** What else objects of the look are judged by: storage classes, and events of claims. */
  readonly related?: readonly KubeObject[];
  /** Hosts of ingresses that answered a request. */
  readonly answeringHosts?: ReadonlySet<string>;
  /** Why what is missing will not come; it is waited for when undefined. */
  readonly nothingComes?: string | undefined;
}

/** A judgement with the time that it took. */
export interface TimedJudgement extends Judgement {
  /** From the start of the verification until it came to rest; milliseconds. */
  readonly durationMs: number;
  /** It was still waiting when its own time was up. */
  readonly timedOut: boolean;
}

/** Whether waiting may change the verdict. */
export function waits({ health }: Judgement): boolean {
  return health.verdict === 'progressing' || health.verdict === 'terminating' || health.verdict === 'unknown';
}

/** Whether it fails where nothing more is waited for. Suspended does: a pass would hide that nothing is rolled out. */
export function isFailing({ health }: Judgement): boolean {
  return health.verdict !== 'healthy';
}

/** Outside the scope nobody waits: only what has failed or is visibly in trouble. */
export function isProblem({ health }: Judgement): boolean {
  return health.verdict === 'failed' || health.troubled === true;
}

/** The message, with `timed out after 300 s` before it for what still waits. */
export function finalText(judgement: TimedJudgement): string {
  const { health, durationMs } = judgement;
  return waits(judgement) ? `timed out after ${Math.round(durationMs / 1000)} s: ${health.message}` : health.message;
}
