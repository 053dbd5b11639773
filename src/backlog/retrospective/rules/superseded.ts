/** Rule: an item that says that another one took its place is deprecated. */
import { readFrontMatter } from '../../parse/front-matter.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import { readLines } from '../../parse/text-lines.ts';
import { registerOf, standingOfId } from '../../queue/standing.ts';
import { idKey, idsIn, isTaskId } from '../../task-id.ts';
import { type Facts, textsOf } from '../facts.ts';
import type { Deprecation, Recommendation } from '../proposal.ts';
import { statedHeir } from '../superseded-statement.ts';

const by = 'superseded';

/**
 * The source of the rule: "deprecates superseded items" of the workflow that this project follows. Only plain statements
 * count: the field `superseded_by` of the item, the field `supersedes` of another one, or a line that begins with
 * "Superseded by TASK-009". A condition ("once it is done") is none, and neither is what stands in a criterion.
 */
export function superseded(facts: Facts): (Deprecation | Recommendation)[] {
  const register = registerOf(facts.backlog);
  const claimed = claimsOfOthers(facts);
  return facts.queue.entries.flatMap(({ task }): (Deprecation | Recommendation)[] => {
    if (task.isHumanAction || task.stop) return [];
    const heir = ownClaim(textsOf(task, facts)) ?? claimed.get(idKey(task.id));
    if (heir === undefined || idKey(heir) === idKey(task.id)) return [];
    const { state, isGivenUp, tasks } = standingOfId(idKey(heir), register);
    if ((state !== 'open' && state !== 'met') || isGivenUp === true) {
      const why = isGivenUp === true ? 'was given up itself' : 'no file here holds';
      const text = `${task.id} is said to be superseded by ${heir}, which ${why}. Say what took its place, or delete the line.`;
      return [{ kind: 'recommend', text, by }];
    }
    const [holder] = tasks;
    const what = holder === undefined ? heir : `${holder.id} (${holder.title})`;
    return [{ kind: 'deprecate', id: task.id, reason: `${what} took its place, as its files say`, by }];
  });
}

/** "TASK-001 (partly)" and "parts of TASK-001" leave something of it to be done. */
const idsAlone = /^[\s,;&]*(?:[a-z]+-\d+(?:[\s,;&]|and\b)*)+$/i;

/** By what `supersedes` fields of items say that were not given up. */
function claimsOfOthers(facts: Facts): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const task of facts.backlog.tasks) {
    if (task.folder === 'deprecated') continue;
    const field = fieldOf(textsOf(task, facts), 'supersedes') ?? '';
    if (!idsAlone.test(field)) continue;
    for (const id of idsIn(field)) claims.set(idKey(id), task.id);
  }
  return claims;
}

/** What an item says about itself. */
function ownClaim(texts: readonly string[]): string | undefined {
  const field = fieldOf(texts, 'superseded_by')?.trim();
  if (field !== undefined && isTaskId(field)) return field.toUpperCase();
  return statedHeir(texts);
}

/** A field of the front matter, or of the JSON report. */
function fieldOf(texts: readonly string[], key: string): string | undefined {
  for (const text of texts.filter((one) => one.includes(key))) {
    const isReport = text.trimStart().startsWith('{');
    const { values } = isReport ? readJsonObject(text) : readFrontMatter(readLines(text));
    const value = values.get(key);
    if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(', ');
    if (typeof value === 'string') return value;
  }
  return undefined;
}
