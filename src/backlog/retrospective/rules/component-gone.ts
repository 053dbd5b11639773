/** Rule: an item about a part of the system that is no longer in the repository is deprecated. */
import { leaves } from '../../parse/criteria.ts';
import { isEnded } from '../../queue/status-words.ts';
import type { Task } from '../../task.ts';
import { componentsOf } from '../components.ts';
import type { Facts } from '../facts.ts';
import type { Deprecation, Recommendation } from '../proposal.ts';

const by = 'component-gone';

/** Work that brings a part back, or clears away after it, is about what is gone. */
const aboutAbsence =
  /\b(?:re-?add|re-?create|re-?introduce|restore|bring(?:ing)? back|recover|revive|migrat\w*|mov\w+|renam\w+|replac\w+|remov\w+|delet\w+|clean\w*|retir\w+|decommission\w*|uninstall\w*|drop)\b/i;

/** Labels of a kind of work: that a folder of such a name was deleted says nothing about the item. */
const ofWork: ReadonlySet<string> = new Set([
  ...['build', 'builds', 'ci', 'cd', 'test', 'tests', 'testing', 'doc', 'docs', 'documentation', 'verification'],
  ...['deploy', 'deployment', 'deployments', 'release', 'releases', 'config', 'configuration', 'debug', 'debugging'],
  ...['infra', 'infrastructure', 'monitoring', 'observability', 'security', 'performance', 'network', 'networking'],
  ...['storage', 'backup', 'backups', 'script', 'scripts', 'tool', 'tools', 'tooling', 'app', 'apps', 'services'],
  ...['base', 'cluster', 'clusters', 'staging', 'production', 'dev', 'flux', 'helm', 'kubernetes', 'manifests'],
]);

/**
 * The source of the rule: "deprecates items whose component is gone" of the workflow that this project follows. A component
 * is gone when a folder of its name was deleted and nothing in the repository has that name any more. An item that names
 * another part that is still there, or that is about the absence itself, stays; of a folder that moved it is only said where to,
 * and of an item that has the name among its labels and nowhere else, only that a person should look.
 */
export function componentGone({ backlog, parts }: Facts): (Deprecation | Recommendation)[] {
  return backlog.tasks.flatMap((task): (Deprecation | Recommendation)[] => {
    if (isEnded(task) || task.isHumanAction || task.stop) return [];
    const components = componentsOf(task).map(nameOf);
    if (components.some((name) => parts.there.has(name))) return [];
    for (const name of components) {
      const folder = parts.gone.get(name);
      if (
        folder === undefined ||
        ofWork.has(name) ||
        parts.there.has(name) ||
        aboutAbsence.test(`${task.title} ${task.description}`)
      )
        continue;
      if (folder.movedTo !== undefined) {
        const text = `${task.id} is about ${name}, whose files moved to ${folder.movedTo} in ${folder.commit}. Correct its labels and what it says.`;
        return [{ kind: 'recommend', text, by }];
      }
      if (!names(task, name)) {
        const text = `${task.id} has the label ${name}, and the folder of that name is gone since ${folder.commit}. Deprecate it if it is about that.`;
        return [{ kind: 'recommend', text, by }];
      }
      const reason = `Its component ${name} is no longer in the repository since ${folder.commit}`;
      return [{ kind: 'deprecate', id: task.id, reason, by }];
    }
    return [];
  });
}

/** Whether its title, description or criteria speak of the part; "legacy API" is legacy-api. */
function names({ title, description, criteria }: Task, name: string): boolean {
  const words = (text: string) =>
    ` ${text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .join(' ')} `;
  return words([title, description, ...leaves(criteria).map(({ text }) => text)].join(' ')).includes(words(name));
}

/** A component may be written as a path: its last name counts. */
function nameOf(component: string): string {
  return component.replace(/\/+$/, '').split('/').at(-1) ?? component;
}
