/** Why Codex is ended before it has finished and before its time is up. The message says it for people. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly';
  /** stuck: it repeats itself. over_tokens: it has used what it may use. */
  readonly ending: 'stuck' | 'over_tokens';

  constructor(ending: EndedEarly['ending'], message: string) {
    super(message);
    this.ending = ending;
  }
}
