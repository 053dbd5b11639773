import { expect, test } from 'vitest';
import { claimJsonSchema } from '../../../src/codex/claim.ts';

test('the output schema is strict: every key required, no others allowed', () => {
  expect(claimJsonSchema()).toEqual({
    type: 'object',
    properties: {
      status: { type: 'string', enum: ['done', 'already_done', 'failed', 'blocked', 'needs_decomposition'] },
      summary: { type: 'string' },
      evidence: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            command: { type: 'string' },
            exit_code: { type: 'integer' },
            observation: { type: 'string' },
          },
          required: ['command', 'exit_code', 'observation'],
          additionalProperties: false,
        },
      },
    },
    required: ['status', 'summary', 'evidence'],
    additionalProperties: false,
  });
});
