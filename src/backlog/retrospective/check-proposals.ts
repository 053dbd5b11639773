/** Which proposals count: each is checked against the backlog as it is, and against those before it. Pure. */
import { cleanLine, isVisible } from '../create/clean-text.ts';
import { idKey } from '../task-id.ts';
import { subjectOf } from './after.ts';
import type { Checking } from './checking.ts';
import { whyNotDeprecated } from './checks/deprecation.ts';
import { whyNotMerged } from './checks/merge.ts';
import { whyNotNamed } from './checks/named.ts';
import { whyNotCreated } from './checks/new-item.ts';
import { whyNotReprioritised } from './checks/priority.ts';
import { whyTooMany } from './checks/shares.ts';
import { dependentsOf } from './facts.ts';
import type { Merge, Proposal, Refused } from './proposal.ts';

export interface Checked {
  readonly accepted: readonly Proposal[];
  readonly refused: readonly Refused[];
}

/** Characters of a reason that go into a file. */
const longestReason = 300;

/** Checks the proposals in their order: of two that do not go together, the first counts. */
export function checkProposals(proposals: readonly Proposal[], checking: Checking): Checked {
  const accepted: Proposal[] = [];
  const refused: Refused[] = [];
  for (const given of proposals) {
    const proposal = withCleanReason(given);
    const why =
      whyTooMany(proposal, proposals, checking.queue.entries.length) ??
      whyNoReason(proposal) ??
      whyNot(proposal, checking) ??
      whyNotNamed(proposal, checking) ??
      whyNotBeside(proposal, accepted);
    if (why === undefined) accepted.push(proposal);
    else refused.push({ proposal, why });
  }
  return withoutStranding({ accepted, refused }, checking);
}

function withCleanReason(proposal: Proposal): Proposal {
  if (proposal.kind === 'recommend') return { ...proposal, text: cleanLine(proposal.text) };
  const reason = cleanLine(proposal.reason);
  return { ...proposal, reason: reason.length > longestReason ? `${reason.slice(0, longestReason - 1)}…` : reason };
}

/** Fewest letters of a reason: "n/a" and "none" are none. */
const fewestLetters = 5;

function whyNoReason(proposal: Proposal): string | undefined {
  if (proposal.kind === 'recommend') return isVisible(proposal.text) ? undefined : 'It says nothing.';
  const letters = proposal.reason.match(/\p{L}/gu) ?? [];
  return letters.length < fewestLetters ? 'It gives no reason.' : undefined;
}

function whyNot(proposal: Proposal, checking: Checking): string | undefined {
  switch (proposal.kind) {
    case 'deprecate':
      return whyNotDeprecated(proposal, checking);
    case 'merge':
      return whyNotMerged(proposal, checking);
    case 'priority':
      return whyNotReprioritised(proposal, checking);
    case 'create':
      return whyNotCreated(proposal, checking);
    case 'recommend':
      return undefined;
  }
}

/** What was accepted before it stands in its way. */
function whyNotBeside(proposal: Proposal, accepted: readonly Proposal[]): string | undefined {
  if (proposal.kind === 'create') {
    const isSame = (one: Proposal) => one.kind === 'create' && one.title.toLowerCase() === proposal.title.toLowerCase();
    return accepted.some(isSame) ? 'An item of this title is opened already.' : undefined;
  }
  const id = subjectOf(proposal);
  if (id === undefined) return undefined;
  const key = idKey(id);
  const same = accepted.find((one) => idKey(subjectOf(one) ?? '') === key);
  if (same !== undefined) return `${id} is ${inWords(same)} already.`;
  const merges = accepted.filter((one): one is Merge => one.kind === 'merge');
  if (proposal.kind !== 'priority' && merges.some(({ target }) => idKey(target) === key)) {
    return `Another item is merged into ${id} in this go.`;
  }
  if (proposal.kind !== 'merge') return undefined;
  const target = accepted.find(
    (one) => one.kind !== 'priority' && idKey(subjectOf(one) ?? '') === idKey(proposal.target),
  );
  return target === undefined ? undefined : `${proposal.target} is ${inWords(target)} already.`;
}

function inWords({ kind }: Proposal): string {
  if (kind === 'deprecate') return 'deprecated';
  return kind === 'merge' ? 'merged' : 'changed in priority';
}

/**
 * What open work waits for is not deprecated: it would count as done there. Work that goes away in the same go does not
 * count, so it is looked at again when one of those stays.
 */
function withoutStranding({ accepted, refused }: Checked, checking: Checking): Checked {
  const dependents = dependentsOf(checking.queue);
  const gone = new Set(
    accepted
      .filter(({ kind }) => kind !== 'priority')
      .flatMap((one) => subjectOf(one) ?? [])
      .map(idKey),
  );
  for (const proposal of accepted) {
    if (proposal.kind !== 'deprecate') continue;
    const waiting = dependents.get(idKey(proposal.id))?.find(({ id }) => !gone.has(idKey(id)));
    if (waiting === undefined) continue;
    const left = accepted.filter((one) => one !== proposal);
    const why = `${waiting.id} waits for ${proposal.id}; say there what takes its place, or merge it.`;
    return withoutStranding({ accepted: left, refused: [...refused, { proposal, why }] }, checking);
  }
  return { accepted, refused };
}
