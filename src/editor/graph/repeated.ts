/** Work that takes a while: asked for while it goes on, it is done once more after that, however often it was asked for. */
export class Repeated {
  readonly #work: () => Promise<void>;
  #going: Promise<void> | undefined;
  #isAsked = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** @returns settled when all that was asked for is done, or with what it failed of */
  ask(): Promise<void> {
    this.#isAsked = true;
    this.#going ??= this.#run();
    return this.#going;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isAsked) {
        this.#isAsked = false;
        await this.#work();
      }
    } finally {
      this.#going = undefined;
    }
  }
}
