/** Among thousands of tasks the few that are worth a close look are found first. */
import { expect, test } from 'vitest';
import { readBackground, readPairs } from '../../../../bench/duplicates/pairs.ts';
import { variedTasks } from '../../../../bench/duplicates/varied-tasks.ts';
import { candidatesAmong } from '../../../../src/backlog/duplicates/candidates.ts';
import { createGlossary } from '../../../../src/backlog/duplicates/glossary.ts';

test('the other half of nearly every duplicate is among the nearest 40 of 2,000 tasks', () => {
  const pairs = readPairs('development').filter(({ duplicate }) => duplicate);
  const documents = [...variedTasks(2_000), ...readBackground(), ...pairs.map(({ b }) => b)];
  const first = documents.length - pairs.length;
  const { nearest } = candidatesAmong(documents, () => [], createGlossary());
  const missed = pairs.filter(({ a }, index) => !nearest(a, 40).includes(first + index));
  expect(missed.length).toBeLessThanOrEqual(pairs.length * 0.05);
});

test('what has nothing in common is no candidate', () => {
  const { nearest } = candidatesAmong([{ title: 'Rotate the keys', description: '' }], () => [], createGlossary());
  expect(nearest({ title: 'Paint walls', description: '' }, 40)).toEqual([]);
  expect(nearest({ title: 'Key rotation', description: '' }, 40)).toEqual([0]);
});

test('criteria stand in for a description that says too little', () => {
  const documents = [{ title: 'Follow-up', description: '' }];
  const { nearest } = candidatesAmong(documents, () => ['The pelican chart is published'], createGlossary());
  expect(nearest({ title: 'Publish the pelican chart', description: '' }, 40)).toEqual([0]);
});
