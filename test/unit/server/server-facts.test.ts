import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, test } from 'vitest';
import { factsOf, knownInput, missingTools, ServerLacks } from '../../../src/server/server-facts.ts';

const tool = (name: string, ...parameters: string[]): Tool => ({
  name,
  inputSchema: { type: 'object', properties: Object.fromEntries(parameters.map((key) => [key, {}])) },
});
const facts = factsOf({ name: 'agent-toolkit', version: '0.0.1' }, [
  tool('process_bug', 'item_id', 'repo_path', 'max_iterations'),
  tool('run_retrospective', 'repo_path'),
  tool('something_else'),
]);
const task = { item_id: 'TASK-001', repo_path: '/shop' };

test('which tools of the contract a server lacks', () => {
  expect(missingTools(facts)).toEqual(['scan_prioritize', 'run_tests', 'create_work_item']);
});

describe('an older server is asked for what it knows', () => {
  test.each([
    ['what it knows', { ...task, max_iterations: 3 }, { ...task, max_iterations: 3 }],
    ['without defaults that it does not know', { ...task, step: false, timeout_per_section: 300, criteria: [] }, task],
    ['without the wish to lift a block that it does not have', { ...task, again: true }, task],
  ])('%s', (_case, input, sent) => {
    expect(knownInput(facts, 'process_bug', input)).toEqual(sent);
  });

  test.each([
    ['step mode', { ...task, step: true }, 'process_bug of the server agent-toolkit 0.0.1 does not know step.'],
    ['a limit', { ...task, timeout_per_section: 60 }, 'does not know timeout_per_section.'],
  ])('%s is not left out', (_case, input, message) => {
    expect(() => knownInput(facts, 'process_bug', input)).toThrow(message);
    expect(() => knownInput(facts, 'process_bug', input)).toThrow(ServerLacks);
  });

  test('a dry run that would be none is refused', () => {
    const input = { repo_path: '/shop', dry_run: true };
    expect(() => knownInput(facts, 'run_retrospective', input)).toThrow('does not know dry_run.');
  });

  test('a tool that is not there is named, and so is a server without a name', () => {
    const input = { repo_path: '/shop' };
    const message = 'The server agent-toolkit 0.0.1 has no tool scan_prioritize.';
    expect(() => knownInput(facts, 'scan_prioritize', input)).toThrow(message);
    expect(() => knownInput(factsOf(undefined, []), 'scan_prioritize', input)).toThrow(
      'The server unnamed has no tool',
    );
  });
});
