/** Lines out of a stream of bytes, each at most so long: what never ends must not grow for ever. */
export class LineBuffer {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #length = 0;

  /** @param limit the most bytes of one line */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns the lines that are whole now, without their ends @throws LineTooLong, and forgets all that it holds */
  *take(chunk: Buffer): Generator<string> {
    let begin = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, begin)) {
      this.#add(chunk.subarray(begin, end));
      begin = end + 1;
      const line = Buffer.concat(this.#parts).toString('utf8');
      this.clear();
      yield line;
    }
    this.#add(chunk.subarray(begin));
  }

  clear(): void {
    this.#parts = [];
    this.#length = 0;
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    this.#parts.push(part);
    if (this.#length <= this.#limit) return;
    this.clear();
    throw new LineTooLong(this.#limit);
  }
}

/** Where the next line begins cannot be known any more. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';

  constructor(limit: number) {
    super(`A message of more than ${limit} bytes came, which is the most that is read.`);
  }
}
