/** Whether an address answers as it is to: the check of health URLs. */
import type { UrlProbe } from '../../backlog/until/probe.ts';
import { checkUrl, type UrlLimits } from '../../cluster/url-check.ts';
import { isTrue, notYet, type ProbeAnswer } from './answer.ts';

/** @throws the signal's reason */
export async function probeUrl(
  { url, statuses }: UrlProbe,
  limits: UrlLimits,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const answer = await checkUrl([url, ...statuses].join(' '), limits, signal);
  if (answer.passed) return isTrue(`${answer.url} answered ${answer.actual}`);
  const wanted = answer.reason === 'HttpStatus' ? `, not ${answer.expected}` : '';
  return notYet(`${answer.url}: ${answer.actual}${wanted}`);
}
