/** An edit that cannot be made because the text is not as it was expected. Nothing was changed. */
export class EditConflict extends Error {
  override readonly name = 'EditConflict';
  /** What was looked for, for example the text of a criterion or the key of a field. */
  readonly lookedFor: string;

  constructor(message: string, lookedFor: string) {
    super(message);
    this.lookedFor = lookedFor;
  }
}
