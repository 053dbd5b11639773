/** What a task waits for that is no task here: human actions, ids that nothing holds, ids of other repositories. */
import { idKey } from '../../backlog/task-id.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryQueue, TaskLink } from '../queue-entries.ts';
import type { GraphNode } from './graph.ts';

const noCriteria = { progress: '', done: 0, total: 0, labels: [], next: false, context: '' } as const;

/** Its node; undefined for an action that is done: nothing is known of it any more. */
export function otherNode({ id, state }: TaskLink, { actions }: RepositoryQueue): GraphNode | undefined {
  const action = actions.find((candidate) => idKey(candidate.id) === idKey(id));
  if (action !== undefined) {
    const { title, file, until } = action;
    const explanation = [
      l10n.t('A person has to do this.'),
      ...(until ? [l10n.t`Done by itself when: ${until}.`] : []),
    ].join(' ');
    const icon = { name: 'account' };
    return {
      ...noCriteria,
      ...{ key: action.id, kind: 'action', id: action.id, title, state: 'action', icon, explanation, file },
    };
  }
  if (state === 'unknown') {
    const explanation = l10n.t`No file holds ${id}. Correct the id where it is named, or add the task.`;
    const icon = { name: 'question' };
    return {
      ...noCriteria,
      ...{ key: id, kind: 'missing', id, title: l10n.t('No file holds this id'), state: 'missing', icon, explanation },
    };
  }
  if (state !== 'external') return undefined;
  const explanation = l10n.t`${id} is not in this repository; it is not waited for.`;
  const icon = { name: 'link-external' };
  return {
    ...noCriteria,
    ...{ key: id, kind: 'external', id, title: l10n.t('In another repository'), state: 'external', icon, explanation },
  };
}
