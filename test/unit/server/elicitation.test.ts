import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { type ClientCapabilities, ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasForms, readAnswer } from '../../../src/server/elicitation.ts';
import { createMcpServer } from '../../../src/server/mcp-server.ts';
import { RunningCalls } from '../../../src/server/running-calls.ts';
import { createFakeToolbox, stepQuestion } from '../../support/fake-toolbox.ts';

/** A client that is not ours calls a tool that asks. */
async function call(capabilities: ClientCapabilities, answer: ElicitResult | Error) {
  const server = createMcpServer({ toolbox: createFakeToolbox(), calls: new RunningCalls(), report: () => {} });
  const client = new Client({ name: 'test', version: '1' }, { capabilities });
  const messages: string[] = [];
  const forms: unknown[] = [];
  if (capabilities.elicitation !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      messages.push(params.message);
      forms.push('requestedSchema' in params ? params.requestedSchema : undefined);
      if (answer instanceof Error) throw answer;
      return answer;
    });
  }
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  await client.connect(here);
  onTestFinished(() => client.close());
  const result = await client.callTool({
    name: 'process_bug',
    arguments: { item_id: 'TASK-STEP', repo_path: '/repo' },
  });
  if (result.isError) throw new Error((result.content as { text: string }[])[0]?.text);
  const { message } = result.structuredContent as { message: string };
  return { answer: JSON.parse(message) as unknown, message: messages[0] ?? '', form: forms[0] };
}

describe('a client that has elicitation', () => {
  test('is shown criterion, verdict, proof, files and diff, and a form for the answer', async () => {
    const content = { choice: 'retry', note: 'Use three.' };
    const { answer, message, form } = await call({ elicitation: {} }, { action: 'accept', content });
    expect(answer).toEqual(content);
    expect(message).toBe(
      [
        'TASK-STEP, criterion 1 of 3, try 1: Raise the replica count',
        'Verdict: proven. Raised.',
        'Evidence:',
        '- grep 3 app.yaml (exit 0): found',
        'Changed: app.yaml',
        '',
        '-replicas: 1\n+replicas: 3\n',
      ].join('\n'),
    );
    expect(form).toMatchObject({ required: ['choice'], properties: { choice: { enum: stepQuestion.choices } } });
  });

  test('and whose user closes the form stops the run', async () => {
    expect((await call({ elicitation: {} }, { action: 'decline' })).answer).toEqual({ choice: 'stop' });
  });

  test('and does not bring an answer: the error says what is with the work, and how to go on', async () => {
    const asked = call({ elicitation: {} }, new Error('No window.'));
    await expect(asked).rejects.toThrow(
      /^process_bug failed: the client did not bring .*No window\..* is kept: .* Call again without step/,
    );
  });
});

test('a client that has none is not asked', async () => {
  expect((await call({}, { action: 'cancel' })).answer).toBe('nobody can be asked');
});

test.each<[ClientCapabilities | undefined, boolean]>([
  [undefined, false],
  [{}, false],
  [{ elicitation: {} }, true],
  [{ elicitation: { form: {} } }, true],
  [{ elicitation: { url: {} } }, false],
])('%j has forms: %j', (capabilities, expected) => expect(hasForms(capabilities)).toBe(expected));

test.each<[ElicitResult, string]>([
  [{ action: 'accept', content: { choice: 'skip' } }, 'skip'],
  [{ action: 'accept', content: { choice: 'push' } }, 'stop'],
  [{ action: 'accept' }, 'stop'],
  [{ action: 'cancel', content: { choice: 'commit' } }, 'stop'],
])('%j means %s', (result, choice) => expect(readAnswer(stepQuestion, result)).toEqual({ choice }));

test('what was not offered is not done', () => {
  const failed = { ...stepQuestion, verdict: 'failed', choices: ['retry' as const, 'stop' as const] };
  expect(readAnswer(failed, { action: 'accept', content: { choice: 'commit' } })).toEqual({ choice: 'stop' });
});
