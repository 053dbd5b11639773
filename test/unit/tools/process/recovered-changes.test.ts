import { expect, test } from 'vitest';
import type { ChangedPath } from '../../../../src/git/work-tree.ts';
import { type Surroundings, sortChanges } from '../../../../src/tools/process/recovered-changes.ts';

const change = (path: string, more: Partial<ChangedPath> = {}): ChangedPath => {
  return { path, change: 'M', isRepository: false, ...more };
};

/** What is known of the one path `a`, by the names of the sets that hold it. */
function around(...names: (keyof Surroundings)[]): Surroundings {
  const set = (name: keyof Surroundings) => new Set(names.includes(name) ? ['a'] : []);
  return {
    uncommitted: set('uncommitted'),
    committedSince: set('committedSince'),
    usersOwn: set('usersOwn'),
    created: set('created'),
    others: set('others'),
  };
}

test.each<[string, ChangedPath, Surroundings, 'putBack' | 'left' | undefined]>([
  ['what the agent changed', change('a'), around('uncommitted'), 'putBack'],
  ['what it made', change('a', { change: 'A' }), around('uncommitted'), 'putBack'],
  ['what it removed', change('a', { change: 'D' }), around('uncommitted'), 'putBack'],
  ['what is committed', change('a'), around('committedSince'), undefined],
  ['an edit of the user’s that the agent changed further', change('a'), around('uncommitted', 'usersOwn'), 'left'],
  ['an edit after the user’s commit of the same file', change('a'), around('uncommitted', 'committedSince'), 'left'],
  ['an edit when the run was over', change('a'), around('uncommitted', 'others'), 'left'],
  ['a repository inside this one', change('a', { isRepository: true }), around('uncommitted'), 'left'],
  ['an item that was created meanwhile', change('a', { change: 'A' }), around('uncommitted', 'created'), undefined],
])('%s', (_what, changed, surroundings, where) => {
  const { putBack, left } = sortChanges([changed], surroundings);
  expect({ putBack, left }).toEqual({
    putBack: where === 'putBack' ? [changed] : [],
    left: where === 'left' ? [changed] : [],
  });
});
