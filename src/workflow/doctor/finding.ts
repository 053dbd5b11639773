/** What `doctor` says of one thing that runs depend on. Pure. */

/** In the order in which they are told. */
export const doctorChecks = [
  'git',
  'codex',
  'sandbox',
  'config',
  'context',
  'cluster',
  'flux',
  'registry',
  'tasks',
] as const;
export type DoctorCheck = (typeof doctorChecks)[number];

/** What is missing altogether, for programs, which cannot go by the words. */
export type Lack = 'repository' | 'login' | 'tasks';

export interface Finding {
  readonly check: DoctorCheck;
  /** failed: runs or their verification stop at it. warning: they go on, with less. skipped: there was nothing to ask. */
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What is, as a sentence. */
  readonly message: string;
  /** What to do about it, as one line; null where nothing is to be done. */
  readonly remedy: string | null;
  readonly lacks?: Lack;
}

export function fine(check: DoctorCheck, message: string): Finding {
  return { check, status: 'ok', message, remedy: null };
}

export function skipped(check: DoctorCheck, message: string): Finding {
  return { check, status: 'skipped', message, remedy: null };
}

export function doubtful(check: DoctorCheck, message: string, remedy: string): Finding {
  return { check, status: 'warning', message: oneLine(message), remedy: oneLine(remedy) };
}

export function failed(check: DoctorCheck, message: string, remedy: string): Finding {
  return { check, status: 'failed', message: oneLine(message), remedy: oneLine(remedy) };
}

/** A refusal in the words of the run that would have met it: its first sentence is what is wrong, the rest what to do. */
export function refused(check: DoctorCheck, words: string): Finding {
  const text = oneLine(words);
  const end = /\.["')]? (?=\p{Lu})/u.exec(text);
  if (end === null) return failed(check, text, 'Mend what it says, then look again.');
  const cut = end.index + end[0].length;
  return failed(check, text.slice(0, cut).trim(), text.slice(cut));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
