import { expect, test } from 'vitest';
import { duplicates } from '../../../../../src/backlog/retrospective/rules/duplicates.ts';
import { factsOf, inWords, type Sketch } from '../facts-of.ts';

const about = (text: string) => ['## Description', '', text];
const older: Sketch = {
  id: 'TASK-003',
  title: 'Registry refuses pushes of images',
  fields: ['labels: [registry]'],
  body: about('The registry answers every push of an image with error 500.'),
};
const newer: Sketch = {
  id: 'TASK-007',
  title: 'Image pushes to the registry are refused',
  fields: ['labels: [registry]'],
  body: about('Pushing an image to the registry ends with error 500.'),
};
const merged = [
  'merge TASK-007 into TASK-003: Same work as TASK-003 (Registry refuses pushes of images): both are about "Image", "registry" and "refused"',
];
const key = 'Cause-Key: 0123456789ab';

const cases: readonly (readonly [name: string, items: readonly Sketch[], expected: readonly string[]])[] = [
  ['the same work', [newer, older], merged],
  [
    'the day of creation is older than the number',
    [
      { ...newer, fields: ['labels: [registry]', 'created: 2026-01-02'] },
      { ...older, fields: ['labels: [registry]', 'created: 2026-01-03'] },
    ],
    [
      'merge TASK-003 into TASK-007: Same work as TASK-007 (Image pushes to the registry are refused): both are about "Registry", "images" and "refuses"',
    ],
  ],
  ['another component', [{ ...newer, fields: ['labels: [builds]'] }, older], []],
  [
    'no component at all',
    [
      { ...newer, fields: ['labels: [bug]'] },
      { ...older, fields: [] },
    ],
    merged,
  ],
  ['the older one is done', [newer, { ...older, folder: 'completed' }], []],
  ['a person has to do one', [{ ...newer, fields: ['labels: [registry]', 'type: human-action'] }, older], []],
  ['one waits for the other', [{ ...newer, fields: ['labels: [registry]', 'depends_on: TASK-003'] }, older], []],
  ['a third one waits for both', [newer, older, { id: 'TASK-009', fields: ['depends_on: TASK-003, TASK-007'] }], []],
  [
    'two places of one kind',
    [
      { id: 'TASK-001', title: 'Deploy the shop to staging' },
      { id: 'TASK-002', title: 'Deploy the shop to production' },
    ],
    [],
  ],
  [
    'other causes, in the same words',
    [
      { ...older, body: about(`It answers 500.\n\n${key}`) },
      { ...newer, body: about('It answers 500.\n\nCause-Key: fedcba987654') },
    ],
    [],
  ],
  [
    'other numbers, even where both are words for one trouble',
    [
      { ...older, title: 'Move service 401 to the new registry' },
      { ...newer, title: 'Move service 403 to the new registry' },
    ],
    [],
  ],
  [
    'one names the other',
    [{ ...newer, body: [...(newer.body ?? []), '', 'Related: task-3, which is about another registry.'] }, older],
    [],
  ],
  [
    'one is said to be none',
    [{ ...newer, body: [...(newer.body ?? []), '', 'Not a duplicate of TASK-003.'] }, older],
    [],
  ],
  ['one is said to be one', [{ ...newer, body: [...(newer.body ?? []), '', 'Duplicate of TASK-003?'] }, older], merged],
  [
    'what is less sure is only told',
    [
      {
        id: 'TASK-001',
        title: 'Zertifikat für Grafana erneuern',
        body: about('Das TLS-Zertifikat von Grafana läuft am Freitag ab.'),
      },
      {
        id: 'TASK-002',
        title: 'Grafana Zertifikatserneuerung',
        body: about('Zertifikat des Dashboards ist bald abgelaufen und muss verlängert werden.'),
      },
    ],
    [
      'recommend: TASK-002 (Grafana Zertifikatserneuerung) may be the same work as TASK-001 (Zertifikat für Grafana erneuern): both are about "Grafana" and "Zertifikat". Merge them, or say in one how they differ.',
    ],
  ],
  [
    'one cause, in other words',
    [
      { id: 'TASK-001', title: 'Shop is down', body: about(key) },
      { id: 'TASK-002', title: 'Pods crash', body: about(key) },
    ],
    ['merge TASK-002 into TASK-001: Same work as TASK-001 (Shop is down): both were opened for one cause'],
  ],
];

test.each(cases)('%s', (_name, items, expected) => {
  expect(inWords(duplicates(factsOf({ items })))).toEqual(expected);
});

test('of three, both newer ones go into the oldest', () => {
  const items = [older, newer, { ...newer, id: 'TASK-008' }];
  const pairs = duplicates(factsOf({ items })).map((one) =>
    one.kind === 'merge' ? `${one.source} ${one.target}` : one.text,
  );
  expect(pairs).toEqual(['TASK-007 TASK-003', 'TASK-008 TASK-003']);
});
