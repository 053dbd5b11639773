/** What a person is asked in step mode, and what the answer may be. The same in this process and over MCP. */
import { z } from 'zod';

/**
 * commit: record the criterion and go on. commit_and_stop: record it and end the run. retry: keep the work aside and let a
 * fresh process try, with the note. skip: keep the work aside, leave the criterion open, take the next. stop: keep the
 * work aside and end the run.
 */
export const stepChoiceSchema = z.enum(['commit', 'commit_and_stop', 'retry', 'skip', 'stop']);
export type StepChoice = z.output<typeof stepChoiceSchema>;

export const stepQuestionSchema = z.object({
  item_id: z.string(),
  criterion: z.string(),
  /** Place of the criterion among all of the task, from 1. */
  place: z.number().int(),
  total: z.number().int(),
  attempt: z.number().int(),
  /** Name of the verdict; a criterion can be recorded only where it is `proven`. */
  verdict: z.string(),
  /** Why, where it was not reached; what was done, where it was. */
  reason: z.string(),
  evidence: z.array(z.object({ command: z.string(), exit_code: z.int(), observation: z.string() })),
  paths: z.array(z.string()),
  /** What changed, as git shows it; cut where it is long. */
  diff: z.string(),
  /** What can be answered. */
  choices: z.array(stepChoiceSchema),
  /** Something that happened since the same was asked before. */
  remark: z.string().nullable(),
});
export type StepQuestion = z.output<typeof stepQuestionSchema>;

export const stepAnswerSchema = z.object({
  choice: stepChoiceSchema,
  /** With `retry`: what the fresh process is told. */
  note: z.string().max(4000).optional(),
});
export type StepAnswer = z.output<typeof stepAnswerSchema>;

/** The choices as people read them, once for all doors. */
export const stepChoiceTitles: Readonly<Record<StepChoice, string>> = {
  commit: 'Commit and go on',
  commit_and_stop: 'Commit and stop',
  retry: 'Retry with a note',
  skip: 'Skip this criterion',
  stop: 'Stop',
};

/** What each does, for those who choose. */
export const stepChoiceDetails: Readonly<Record<StepChoice, string>> = {
  commit: 'Records the criterion, and takes the next one.',
  commit_and_stop: 'Records the criterion, and ends the run.',
  retry: 'The work is kept as a leftover and put back; a fresh process tries again.',
  skip: 'The work is kept as a leftover and put back; the criterion stays open.',
  stop: 'The work is kept as a leftover and put back; the run ends.',
};
