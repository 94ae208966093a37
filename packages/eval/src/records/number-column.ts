/** A growing column of numbers, some of them unknown; nine bytes a row. */
export class NumberColumn {
  #values = new Float64Array(256);
  #known = new Uint8Array(256);

  get(index: number): number | undefined {
    return this.#known[index] === 1 ? this.#values[index] : undefined;
  }

  set(index: number, value: number | null | undefined): void {
    if (index >= this.#values.length) this.#grow(index + 1);
    this.#known[index] = value === null || value === undefined ? 0 : 1;
    this.#values[index] = value ?? 0;
  }

  #grow(size: number): void {
    const length = Math.max(size, this.#values.length * 2);
    const values = new Float64Array(length);
    const known = new Uint8Array(length);
    values.set(this.#values);
    known.set(this.#known);
    this.#values = values;
    this.#known = known;
  }
}

/** A growing column of small codes (0 to 255); 0 where nothing was set. */
export class CodeColumn {
  #codes = new Uint8Array(256);

  get(index: number): number {
    return this.#codes[index] ?? 0;
  }

  set(index: number, code: number): void {
    if (index >= this.#codes.length) {
      const codes = new Uint8Array(Math.max(index + 1, this.#codes.length * 2));
      codes.set(this.#codes);
      this.#codes = codes;
    }
    this.#codes[index] = code;
  }
}
