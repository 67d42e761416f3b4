import { inspect } from 'node:util';

const HIDDEN = '[secret]';

/** A value that must not reach a log, a card or an error text. Only `reveal()` gives it out; every other way to print it says "[secret]". */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it where the value is used, never to store it elsewhere. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
