/** Tasks as the parser returns them, with varied wording, for measuring how long looking for duplicates takes. */
import type { Criterion, Task } from '../../src/backlog/task.ts';

const verbs =
  'Upgrade Rotate Fix Rebuild Document Scale Migrate Monitor Restrict Restore Configure Clean Investigate'.split(' ');
const things = (
  'certificate database registry ingress dashboard pipeline volume backup secret deployment namespace cache queue probe ' +
  'limit token image chart bucket policy node gateway scheduler exporter mirror runner webhook index schema tunnel'
).split(' ');
const adjectives =
  'expired slow flaky missing oversized stale insecure pending corrupt redundant manual internal'.split(' ');
const endings = 'ar el on ix um an or et is al en us'.split(' ');
const beginnings = 'Bar Cal Dor Fen Gal Hel Jan Kol Lum Mar Nor Pel Quin Ras Sol Tam Ul Vex Wil Zan'.split(' ');
const fillers = (
  'The team noticed this on Monday and nobody has had time to look closer. | It happens more often when the load is high. | ' +
  'A restart helps for a while. | Developers of other services wait for it. | The logs say little about the reason. | ' +
  'What has to be changed is written in the manifests. | It should be done before the next release. | ' +
  'Somebody tried it by hand last year and gave up.'
).split(' | ');

/** A sequence of whole numbers that is the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state % below;
  };
}

/** One task: a title, the 1,000 characters of prose that the parser keeps of a file of about 8 KB, and 12 criteria. */
function variedTask(number: number): Task {
  const next = numbers(number);
  const one = (list: readonly string[]) => list[next(list.length)] ?? '';
  const service = `${one(beginnings)}${one(endings)}${one(endings)}`;
  const object = `${one(things)} of ${service.toLowerCase()}-${one(things)}`;
  const sentence = () =>
    `The ${one(adjectives)} ${one(things)} in namespace ${one(beginnings).toLowerCase()}-${next(400)} makes ${service} ${one(adjectives)}. ${one(fillers)}`;
  let description = '';
  while (description.length < 1_000) description += `${sentence()} `;
  const id = `TASK-${String(number).padStart(5, '0')}`;
  const criteria = Array.from({ length: 12 }, (_, ordinal): Criterion => {
    const text = `${one(verbs)} the ${one(adjectives)} ${one(things)} of ${service} and check it in step ${ordinal}`;
    const line = 30 + ordinal;
    const range = { start: line, end: line + 1 };
    return { address: { group: [], ordinal, text }, text, state: 'open', line, range, children: [] };
  });
  return {
    ...{ id, title: `${one(verbs)} the ${one(adjectives)} ${object}`, status: 'active', priority: 'medium' },
    ...{ labels: [one(things)], layout: 'gitops', folder: 'active', file: `tasks/active/${id}.md` },
    ...{ criteriaForm: 'section', description: description.slice(0, 1_000), criteria, dependencies: [] },
    ...{ isHumanAction: false, stop: false, problems: [] },
  };
}

/** So many tasks, the same ones in every run. */
export function variedTasks(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => variedTask(index + 1));
}
