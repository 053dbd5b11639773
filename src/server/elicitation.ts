/**
 * A question to a person over MCP: elicitation, whose form every client that has it can show, with the whole question beside
 * it for our own client. https://modelcontextprotocol.io/specification/2025-06-18/client/elicitation
 */
import type { ClientCapabilities, ElicitRequestFormParams, ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import {
  type StepAnswer,
  type StepQuestion,
  stepAnswerSchema,
  stepChoiceDetails,
  stepChoiceTitles,
  stepQuestionSchema,
} from '../tools/step-question.ts';
import { callKey, questionKey } from './wire.ts';

/** Characters of a diff in the message of a form; what is more is in the work tree. */
const diffLimit = 6_000;

/** Whether the client can show a form. One that names no mode means forms. */
export function hasForms(capabilities: ClientCapabilities | undefined): boolean {
  const { elicitation } = capabilities ?? {};
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** The question as a request. @param call the client's own name for the call, where it gave one */
export function questionParams(question: StepQuestion, call: unknown): ElicitRequestFormParams {
  const titles = question.choices.map((choice) => `${stepChoiceTitles[choice]}: ${stepChoiceDetails[choice]}`);
  return {
    message: messageOf(question),
    requestedSchema: {
      type: 'object',
      properties: {
        choice: { type: 'string', title: 'What now?', enum: [...question.choices], enumNames: titles },
        note: { type: 'string', title: 'Note', description: 'With retry: what the fresh process is told.' },
      },
      required: ['choice'],
    },
    _meta: { [questionKey]: question, ...(call === undefined ? {} : { [callKey]: call }) },
  };
}

/** The whole question, where the server sent it. */
export function readQuestion(meta: Readonly<Record<string, unknown>> | undefined): StepQuestion | undefined {
  return stepQuestionSchema.safeParse(meta?.[questionKey]).data;
}

/** The person's answer. A form that was closed, or an answer that was not offered, stops the run: the work is kept. */
export function readAnswer({ choices }: StepQuestion, { action, content }: ElicitResult): StepAnswer {
  const { data } = stepAnswerSchema.safeParse(content);
  if (action !== 'accept' || data === undefined || !choices.includes(data.choice)) return { choice: 'stop' };
  return data;
}

/** A client that has elicitation answered with an error, or with what is no answer. */
export function notAnswered(error: unknown): Error {
  const what = error instanceof z.core.$ZodError ? z.prettifyError(error) : (error as Error).message;
  return new Error(
    `the client did not bring a person's answer to the question (${what.slice(0, 300)}). What the try had changed is kept: see ` +
      'agent-toolkit leftovers. Call again without step, or from a client that can ask.',
  );
}

function messageOf(question: StepQuestion): string {
  const { item_id, place, total, attempt, criterion, verdict, reason, evidence, paths, diff, remark } = question;
  const proofs = evidence.map(
    ({ command, exit_code, observation }) => `- ${command} (exit ${exit_code}): ${observation}`,
  );
  const shown = diff.length > diffLimit ? `${diff.slice(0, diffLimit)}\n… cut; see the work tree` : diff;
  return [
    ...(remark === null ? [] : [remark, '']),
    `${item_id}, criterion ${place} of ${total}, try ${attempt}: ${criterion}`,
    `Verdict: ${verdict.replaceAll('_', ' ')}. ${reason}`,
    ...(proofs.length === 0 ? [] : ['Evidence:', ...proofs]),
    `Changed: ${paths.length === 0 ? 'nothing' : paths.join(', ')}`,
    ...(shown === '' ? [] : ['', shown]),
  ].join('\n');
}
