import { changesText } from './report-changes.ts';
import type { Applied } from './report-facts.ts';

/** The message of the one commit. Pure. */
export function retrospectiveMessage(applied: readonly Applied[], sessionId: string | undefined): string {
  const what = changesText(applied);
  const lines = applied.map(({ proposal, itemId }) => `- ${deed(proposal, itemId)}: ${proposal.reason}`);
  return [
    `Retrospective: ${what === '' ? 'nothing to change' : what}`,
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(sessionId === undefined ? [] : ['', `Session: ${sessionId}`]),
  ].join('\n');
}

function deed(proposal: Applied['proposal'], itemId: string | undefined): string {
  switch (proposal.kind) {
    case 'create':
      return `${itemId ?? 'New item'} opened, ${proposal.title}`;
    case 'priority':
      return `${proposal.id} ${proposal.from} to ${proposal.to}`;
    case 'merge':
      return `${proposal.source} merged into ${proposal.target}`;
    case 'deprecate':
      return `${proposal.id} deprecated`;
  }
}
