/** How a card stands, in the language of the editor. */
import * as l10n from '../l10n.ts';
import type { GraphNode } from './graph.ts';

export function nodeWord(state: GraphNode['state']): string {
  const words: Record<GraphNode['state'], string> = {
    running: l10n.t({ message: 'running', comment: ['State of a task'] }),
    ready: l10n.t({ message: 'ready', comment: ['State of a task'] }),
    blocked: l10n.t({ message: 'blocked', comment: ['State of a task'] }),
    backlog: l10n.t({ message: 'backlog', comment: ['State of a task'] }),
    completed: l10n.t({ message: 'completed', comment: ['State of a task'] }),
    action: l10n.t('human action'),
    missing: l10n.t('unknown id'),
    external: l10n.t('in another repository'),
  };
  return words[state];
}
