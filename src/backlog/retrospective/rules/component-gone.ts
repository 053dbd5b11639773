/** Rule: an item about a part of the system that is no longer in the repository is deprecated. */
import { isEnded } from '../../queue/status-words.ts';
import { componentsOf } from '../components.ts';
import type { Facts } from '../facts.ts';
import type { Deprecation, Recommendation } from '../proposal.ts';

const by = 'component-gone';

/** Work that brings a part back, or clears away after it, is about what is gone. */
const aboutAbsence =
  /\b(?:re-?add|re-?create|re-?introduce|restore|bring(?:ing)? back|recover|revive|migrat\w*|mov\w+|renam\w+|replac\w+|remov\w+|delet\w+|clean\w*|retir\w+|decommission\w*|uninstall\w*|drop)\b/i;

/**
 * The source of the rule: "deprecates items whose component is gone" of the workflow that this project follows. A component
 * is gone when a folder of its name was deleted and nothing in the repository has that name any more. An item that names
 * another part that is still there, or that is about the absence itself, stays; of a folder that moved it is only said where to.
 */
export function componentGone({ backlog, parts }: Facts): (Deprecation | Recommendation)[] {
  return backlog.tasks.flatMap((task): (Deprecation | Recommendation)[] => {
    if (isEnded(task) || task.isHumanAction || task.stop) return [];
    const components = componentsOf(task).map(nameOf);
    if (components.some((name) => parts.there.has(name))) return [];
    for (const name of components) {
      const folder = parts.gone.get(name);
      if (folder === undefined || parts.there.has(name) || aboutAbsence.test(`${task.title} ${task.description}`))
        continue;
      if (folder.movedTo !== undefined) {
        const text = `${task.id} is about ${name}, whose files moved to ${folder.movedTo} in ${folder.commit}. Correct its labels and what it says.`;
        return [{ kind: 'recommend', text, by }];
      }
      const reason = `Its component ${name} is no longer in the repository since ${folder.commit}`;
      return [{ kind: 'deprecate', id: task.id, reason, by }];
    }
    return [];
  });
}

/** A component may be written as a path: its last name counts. */
function nameOf(component: string): string {
  return component.replace(/\/+$/, '').split('/').at(-1) ?? component;
}
