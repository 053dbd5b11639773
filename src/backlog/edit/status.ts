/** The status of a task: its fields, and nothing else of the file. */
import { setField } from './field.ts';

/**
 * Sets `status:` and `updated:`, and with the status `completed` also `completed:`. Fields that are missing are added.
 * @param date YYYY-MM-DD, as the user's clock has it
 * @throws TypeError for any other date; EditConflict as `setField`
 */
export function setStatus(text: string, status: string, date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new TypeError(`"${date}" is no date of the form YYYY-MM-DD`);
  const edited = setField(setField(text, 'status', status), 'updated', date);
  return status === 'completed' ? setField(edited, 'completed', date) : edited;
}
