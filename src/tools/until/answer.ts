/** What one probe came to. What nobody could find out is never true. */
export interface ProbeAnswer {
  readonly isTrue: boolean;
  /** What was seen, or why it is not true yet; one sentence without its full stop, secrets masked. */
  readonly said: string;
}

export const isTrue = (said: string): ProbeAnswer => ({ isTrue: true, said });
export const notYet = (said: string): ProbeAnswer => ({ isTrue: false, said });
