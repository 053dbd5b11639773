/** What a task waits for that is no task here: human actions, ids that nothing holds, ids of other repositories. */
import { idKey } from '../../backlog/task-id.ts';
import type { RepositoryQueue, TaskLink } from '../queue-entries.ts';
import type { GraphNode } from './graph.ts';

const noCriteria = { progress: '', done: 0, total: 0, labels: [], next: false, context: '' } as const;

/** Its node; undefined for an action that is done: nothing is known of it any more. */
export function otherNode({ id, state }: TaskLink, { actions }: RepositoryQueue): GraphNode | undefined {
  const action = actions.find((candidate) => idKey(candidate.id) === idKey(id));
  if (action !== undefined) {
    const { title, file, until } = action;
    const explanation = `A person has to do this.${until ? ` Done by itself when: ${until}.` : ''}`;
    const icon = { name: 'account' };
    return {
      ...noCriteria,
      ...{ key: action.id, kind: 'action', id: action.id, title, state: 'action', icon, explanation, file },
    };
  }
  if (state === 'unknown') {
    const explanation = `No file holds ${id}. Correct the id where it is named, or add the task.`;
    const icon = { name: 'question' };
    return {
      ...noCriteria,
      ...{ key: id, kind: 'missing', id, title: 'No file holds this id', state: 'missing', icon, explanation },
    };
  }
  if (state !== 'external') return undefined;
  const explanation = `${id} is not in this repository; it is not waited for.`;
  const icon = { name: 'link-external' };
  return {
    ...noCriteria,
    ...{ key: id, kind: 'external', id, title: 'In another repository', state: 'external', icon, explanation },
  };
}
