/** What tells siblings apart, each rule by one table of titles that differ in nothing else. */
import { expect, test } from 'vitest';
import { documentIndex } from '../../../../src/backlog/duplicates/find-duplicates.ts';

const context = 'Everything is described in the manifests of the shop and was agreed with the team.';

function isFound(title: string, existing: string): boolean {
  const document = {
    id: 'TASK-001',
    title: existing,
    description: context,
    file: 'tasks/active/TASK-001.md',
    ended: false,
  };
  return documentIndex([document]).find({ title, description: context }).length > 0;
}

test.each([
  ['another component', 'Rebuild the atlas image', 'Rebuild the pelican image'],
  ['another compound', 'Raise the memory limit of orders-api', 'Raise the memory limit of billing-api'],
  ['another environment', 'Rotate the database password in staging', 'Rotate the database password in production'],
  ['test and production', 'Deploy the shop to test', 'Deploy the shop to production'],
  ['another version', 'Upgrade Kubernetes to 1.29', 'Upgrade Kubernetes to 1.30'],
  ['another numbered thing', 'Upgrade node 1', 'Upgrade node 2'],
  ['another number in a name', 'Replace the disk of worker-07', 'Replace the disk of worker-08'],
  ['another number word', 'Network segmentation, phase one', 'Network segmentation, phase two'],
  ['another letter', 'Drain the nodes of zone-a', 'Drain the nodes of zone-b'],
  ['another host', 'Ingress for docs.lab.example', 'Ingress for status.lab.example'],
  ['another task', 'Follow-up of TASK-041: tests failed', 'Follow-up of TASK-047: tests failed'],
  ['enable and disable', 'Enable debug logging of the shop', 'Disable debug logging of the shop'],
  ['add and remove', 'Add the network policy of the shop', 'Remove the network policy of the shop'],
  ['grant and revoke', 'Grant the shop access to the warehouse', 'Revoke the access of the shop to the warehouse'],
  ['up and down', 'Scale up the shop', 'Scale down the shop'],
  ['drain and uncordon', 'Drain the node of the shop', 'Uncordon the node of the shop'],
  ['push and pull', 'Image push of the shop fails', 'Image pull of the shop fails'],
  ['backup and restore', 'Back up the database of the shop', 'Restore the database of the shop'],
  ['processor and memory', 'Set CPU limits for the shop', 'Set memory limits for the shop'],
  ['a runbook for a trouble', 'The broker of the shop is down', 'Write a runbook for a broker that is down'],
  ['German on and off', 'Wartungsmodus einschalten', 'Wartungsmodus ausschalten'],
])('%s is another task', (_, one, other) => {
  expect(isFound(one, other)).toBe(false);
  expect(isFound(other, one)).toBe(false);
  expect(isFound(one, one)).toBe(true);
});

test.each([
  [
    'what is disabled shall be enabled',
    'Debug logging of the shop gateway is disabled',
    'Enable debug logging of the shop gateway',
  ],
  ['measures differ between two reports', 'Disk of the registry is 90 % full', 'Disk of the registry 95% full'],
  ['a version is given in part', 'Upgrade cert-manager to 1.14', 'Bump cert-manager to v1.14.2'],
  ['a number is written with zeros', 'Disk of worker-7 is full', 'Disk of worker-07 is full'],
])('the same task: %s', (_, one, other) => {
  expect(isFound(one, other)).toBe(true);
});
