/** What is no TOML, and where. */
export class TomlError extends Error {
  override name = 'TomlError';
  /** From 1. */
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
