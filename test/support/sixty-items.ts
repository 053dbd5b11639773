/** A backlog of 60 open items for the retrospective: 41 are sound, the others have planted faults, or look as if they had. */

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly labels: string;
  readonly about: string;
  readonly priority?: string;
  readonly status?: string;
  readonly fields?: readonly string[];
  readonly criteria?: readonly string[];
  /** Not touched for half a year. */
  readonly isOld?: boolean;
}

/** Each is work of its own, however near it is to others. */
const sound: readonly (readonly [title: string, labels: string, about: string])[] = [
  ['Deploy the shop to staging', 'shop', 'Version 1.5 goes to the staging namespace first.'],
  ['Deploy the shop to production', 'shop', 'After staging, version 1.5 goes to production.'],
  ['Raise the memory limit of the cart', 'shop', 'The cart is killed at peak times.'],
  ['Add a readiness probe to the cart', 'shop', 'Traffic reaches the cart before its cache is warm.'],
  ['Rotate the database password of the orders service', 'database', 'It was last changed two years ago.'],
  ['Move the orders database to faster disks', 'database', 'Queries wait for the disk.'],
  ['Back up the orders database every night', 'database', 'There is a weekly dump only.'],
  ['Restore a backup of the orders database as an exercise', 'database', 'Nobody has tried it yet.'],
  ['Upgrade PostgreSQL to 17', 'database', 'Version 14 ends soon.'],
  ['Alert on slow queries', 'monitoring', 'Slow queries show up in the log alone.'],
  ['Alert on full disks of nodes', 'monitoring', 'Two nodes ran full in March.'],
  ['Alert on certificates that end within two weeks', 'monitoring', 'One ended on a Sunday.'],
  ['Show the latency of checkouts on a dashboard', 'monitoring', 'The shop team asks for it.'],
  ['Keep metrics for thirteen months', 'monitoring', 'Year-over-year comparisons need them.'],
  ['Collect the logs of the ingress controller', 'logging', 'They are lost when a pod goes.'],
  ['Drop debug logs of the payment service', 'logging', 'They are nine tenths of the volume.'],
  ['Encrypt log storage', 'logging', 'The auditors ask for it.'],
  ['Set up a mirror for container images', 'registry', 'Pull limits of the public registry are hit.'],
  ['Scan images for known vulnerabilities', 'registry', 'Nightly, with a report for the teams.'],
  ['Delete untagged images every week', 'registry', 'The volume is three quarters full.'],
  ['Sign images in the build pipeline', 'builds', 'The admission policy will ask for signatures.'],
  ['Build images for arm64', 'builds', 'The new nodes are arm64.'],
  ['Cache dependencies between builds', 'builds', 'A build takes eleven minutes.'],
  ['Pin the versions of base images', 'builds', 'A floating tag broke the build twice.'],
  ['Add network policies to the payment namespace', 'network', 'Every pod can reach it today.'],
  ['Give the mail relay a fixed address', 'network', 'Partners filter by address.'],
  ['Move DNS to the new provider', 'network', 'The contract with the old one ends.'],
  ['Enable HTTP/2 at the ingress', 'ingress', 'Pages load many small files.'],
  ['Redirect the old shop domain', 'ingress', 'Search engines still know it.'],
  ['Limit request rates of the public API', 'ingress', 'One client sent a million requests a day.'],
  ['Add single sign-on to Grafana', 'access', 'Accounts there are made by hand.'],
  ['Remove cluster-admin from the deploy account', 'access', 'It needs three namespaces only.'],
  ['Review who may read secrets', 'access', 'The list has grown since 2023.'],
  ['Describe how on-call works', 'docs', 'New colleagues ask the same questions.'],
  ['Write the runbook for a lost node', 'docs', 'It was done from memory last time.'],
  ['Draw the network of all clusters', 'docs', 'The picture is of 2022.'],
  ['Replace the Flux deploy key', 'flux', 'It belongs to somebody who left.'],
  ['Split the Flux Kustomization of infrastructure', 'flux', 'One fault stops everything.'],
  ['Send Flux alerts to the chat', 'flux', 'Failed reconciliations are noticed by chance.'],
  ['Test the failover of the payment provider', 'payments', 'The second provider was never used.'],
  ['Tokenise card numbers', 'payments', 'The auditors ask for it until June.'],
];

const number = (index: number) => `TASK-${String(index).padStart(3, '0')}`;
const soundItems = sound.map(
  ([title, labels, about], index): Item => ({ id: number(index + 1), title, labels, about }),
);

/** Pairs in which the later one is to go into the earlier one, by the rules. */
const twins: readonly Item[] = [
  {
    id: 'TASK-042',
    title: 'Registry refuses pushes of images',
    labels: 'registry',
    about: 'The registry answers every push of an image with error 500.',
  },
  {
    id: 'TASK-043',
    title: 'Image pushes to the registry are refused',
    labels: 'bug, registry',
    about: 'Pushing an image to the registry ends with error 500.',
    priority: 'high',
    criteria: [
      '### Staging',
      '',
      '- [x] The log is read',
      '- [ ] A push answers 201',
      '  check: `true`',
      '- [ ] Do it: TASK-043',
    ],
  },
  {
    id: 'TASK-044',
    title: 'Grafana loses its dashboards on restart',
    labels: 'monitoring',
    about: 'Dashboards are gone when the Grafana pod restarts, since it has no volume.',
  },
  {
    id: 'TASK-045',
    title: 'Dashboards disappear when Grafana restarts',
    labels: 'monitoring',
    about: 'Grafana has no volume: after a restart of its pod the dashboards are lost.',
  },
];

/** Nobody but a reader sees that both are one. */
const alike: readonly Item[] = [
  {
    id: 'TASK-046',
    title: 'Customers see an outdated basket',
    labels: 'shop',
    about: 'What was removed is still there after a reload.',
  },
  {
    id: 'TASK-047',
    title: 'Session affinity is missing',
    labels: 'shop',
    about: 'Two pods answer in turn, each with its own memory of what was chosen.',
  },
];

const faulty: readonly Item[] = [
  // Stale, without a path.
  {
    id: 'TASK-048',
    title: 'Try another service mesh',
    labels: 'network',
    about: 'An idea of last year.',
    status: 'blocked',
    isOld: true,
  },
  {
    id: 'TASK-049',
    title: 'Publish metrics of the fax gateway',
    labels: 'monitoring',
    about: 'Waits for the gateway.',
    fields: ['depends_on: TASK-400'],
    isOld: true,
  },
  // Another item took its place.
  {
    id: 'TASK-050',
    title: 'Patch PostgreSQL 14',
    labels: 'database',
    about: 'Minor versions.',
    fields: ['superseded_by: TASK-009'],
  },
  // Its component was deleted.
  {
    id: 'TASK-051',
    title: 'Raise the replicas of the loyalty service',
    labels: 'loyalty',
    about: 'It is slow at noon.',
  },
  // Inverted: more urgent work waits for them.
  { id: 'TASK-052', title: 'Order the storage class', labels: 'storage', about: 'The faster one.', priority: 'low' },
  {
    id: 'TASK-053',
    title: 'Give search its own volume',
    labels: 'search',
    about: 'It shares one.',
    priority: 'critical',
    fields: ['depends_on: TASK-052'],
  },
  {
    id: 'TASK-054',
    title: 'Issue a client certificate',
    labels: 'partners',
    about: 'For the partner.',
    priority: 'medium',
  },
  {
    id: 'TASK-055',
    title: 'Open the partner interface',
    labels: 'partners',
    about: 'From July on.',
    priority: 'high',
    fields: ['blocked_by: TASK-054'],
  },
  // Urgent, and nothing can be done about it.
  {
    id: 'TASK-056',
    title: 'Answer the auditors',
    labels: 'audit',
    about: 'Nobody knows what they want.',
    priority: 'high',
    status: 'blocked',
    isOld: true,
  },
  // Dependencies that are none.
  {
    id: 'TASK-057',
    title: 'Index the catalogue anew',
    labels: 'search',
    about: 'Synonyms are missing.',
    fields: ['depends_on: TASK-500'],
  },
  {
    id: 'TASK-058',
    title: 'Measure the checkout',
    labels: 'payments',
    about: 'With real cards.',
    fields: ['depends_on: TASK-061'],
  },
  // What looks stale and is not.
  {
    id: 'TASK-059',
    title: 'Lay the second line',
    labels: 'network',
    about: 'The provider comes.',
    status: 'on_hold',
    isOld: true,
  },
  {
    id: 'TASK-060',
    title: 'Clean up after the loyalty service',
    labels: 'loyalty',
    about: 'Remove its DNS name and secrets.',
    isOld: true,
  },
];

export const openItems: readonly Item[] = [...soundItems, ...twins, ...alike, ...faulty];

/** Its folder is deleted in a later commit. */
export const deletedFile = 'apps/loyalty/deployment.yaml';

export function fileOf({ id }: Item): string {
  return `tasks/${Number(id.slice(-3)) % 2 === 0 ? 'active' : 'backlog'}/${id}.md`;
}

/** The files of the repository, those of archived items among them. */
export function sixtyItems(): Record<string, string> {
  const gone: Item = {
    id: 'TASK-061',
    title: 'Buy test cards',
    labels: 'payments',
    about: 'Not needed.',
    status: 'deprecated',
  };
  return {
    ...Object.fromEntries(openItems.map((item) => [fileOf(item), textOf(item)])),
    'tasks/deprecated/TASK-061.md': textOf(gone),
    'apps/shop/deployment.yaml': 'kind: Deployment\n',
    [deletedFile]: 'kind: Deployment\n',
  };
}

function textOf(item: Item): string {
  const { id, title, labels, about, priority = 'medium', fields = [], criteria = [`- [ ] Do it: ${id}`] } = item;
  const status = item.status ?? fileOf(item).split('/')[1];
  const front = [`id: ${id}`, `title: ${title}`, `status: ${status}`, `priority: ${priority}`, `labels: [${labels}]`];
  const body = ['## Description', '', about, '', '## Acceptance Criteria', '', ...criteria, ''];
  return ['---', ...front, ...fields, '---', '', ...body].join('\n');
}
