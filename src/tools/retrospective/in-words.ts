import type { Proposal } from '../../backlog/retrospective/proposal.ts';

/** A proposal as the beginning of a sentence. */
export function inWords(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'deprecate':
      return `Deprecate ${proposal.id}`;
    case 'merge':
      return `Merge ${proposal.source} into ${proposal.target}`;
    case 'priority':
      return `Change the priority of ${proposal.id} to ${proposal.to}`;
    case 'create':
      return `Open "${proposal.title}"`;
    case 'recommend':
      return `Recommend "${proposal.text}"`;
  }
}
