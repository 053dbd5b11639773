import { describe, expect, test } from 'vitest';
import { type ResourceKind, readUri, uriOf } from '../../../../src/server/resources/resource-uri.ts';

describe('an address', () => {
  const cases: readonly [ResourceKind, string, string][] = [
    [{ kind: 'queue' }, '/home/me/shop', 'agent-toolkit://queue?repo_path=/home/me/shop'],
    [{ kind: 'verifications' }, '/srv/a b', 'agent-toolkit://verifications?repo_path=/srv/a%20b'],
    [{ kind: 'task', itemId: 'TASK-001' }, '/r', 'agent-toolkit://task/TASK-001?repo_path=/r'],
    [
      { kind: 'file', path: 'tasks/active/TASK-001.md' },
      '/r',
      'agent-toolkit://file/tasks/active/TASK-001.md?repo_path=/r',
    ],
    [{ kind: 'file', path: 'tasks/active/100% ?#é.md' }, '/r&x=1', expect.stringContaining('100%25%20%3F%23%C3%A9.md')],
    [{ kind: 'file', path: 'a.md' }, 'C:\\shop', 'agent-toolkit://file/a.md?repo_path=C%3A%5Cshop'],
  ];
  test.each(cases)('%j in %s is written and read back', (resource, root, uri) => {
    const written = uriOf(resource, root);
    expect(written).toEqual(uri);
    expect(readUri(written)).toEqual({ resource, repoPath: root });
  });

  test('may leave the repository out', () => {
    expect(readUri('agent-toolkit://queue')).toEqual({ resource: { kind: 'queue' }, repoPath: undefined });
    expect(readUri('agent-toolkit://task/TASK-001?repo_path=')).toMatchObject({ repoPath: undefined });
  });

  test('is read as clients fill templates in', () => {
    expect(readUri('agent-toolkit://task/TASK-001?repo_path=%2Fhome%2Fme')).toEqual({
      resource: { kind: 'task', itemId: 'TASK-001' },
      repoPath: '/home/me',
    });
  });

  test.each([
    '',
    'file:///etc/passwd',
    'agent-toolkit://',
    'agent-toolkit://secrets',
    'agent-toolkit://file',
    'agent-toolkit://file/',
    'agent-toolkit://task/',
    'agent-toolkit://queue/x',
    'agent-toolkit://queue?repo=/r',
    'agent-toolkit://queue?repo_path=/r&repo_path=/s',
    'agent-toolkit://file/%E0%A4%A.md?repo_path=/r',
    'x agent-toolkit://queue',
  ])('%j is none', (uri) => {
    expect(readUri(uri)).toBeUndefined();
  });
});
