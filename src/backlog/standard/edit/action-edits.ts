/** What it means for the report of a human action that it is done. */
import { readJsonObject } from '../../parse/json-object.ts';
import { setJsonField } from './json-field.ts';

export interface ActionDone {
  /** YYYY-MM-DD, as the user's clock has it. */
  readonly date: string;
  /** What showed it, with its time. */
  readonly evidence: string;
}

/**
 * The text of `action_report.json` with the status completed, the date and the evidence; the date of the last change
 * where the file has one.
 * @throws EditConflict as `setJsonField`
 */
export function completeReport(text: string, { date, evidence }: ActionDone): string {
  const done = setJsonField(setJsonField(text, 'status', 'completed'), 'completed_date', date);
  const dated = readJsonObject(text).values.has('updated_date') ? setJsonField(done, 'updated_date', date) : done;
  return setJsonField(dated, 'completion_evidence', evidence);
}
