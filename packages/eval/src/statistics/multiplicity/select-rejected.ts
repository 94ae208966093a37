/** Whether test `index` rejects at one-sided level `alpha`; a test that rejects at a level does so at any higher one. */
type RejectsAt = (index: number, alpha: number) => boolean;

/** A family of tests asked only "do you reject at this level?", so that gates need no p-values. */
export interface TestFamily {
  readonly size: number;
  readonly alpha: number;
  readonly rejectsAt: RejectsAt;
}

/** Which tests Holm's step-down rejects, keeping the chance of any false rejection at most `alpha`. */
export function holmRejected({ size, alpha, rejectsAt }: TestFamily): ReadonlySet<number> {
  const rejected = new Set<number>();
  for (;;) {
    const level = alpha / (size - rejected.size);
    const more = indexes(size).filter((index) => !rejected.has(index) && rejectsAt(index, level));
    for (const index of more) rejected.add(index);
    if (more.length === 0 || rejected.size === size) return rejected;
  }
}

/** Which tests Benjamini and Hochberg's step-up rejects, keeping the expected share of false ones at most `alpha`. */
export function benjaminiHochbergRejected({ size, alpha, rejectsAt }: TestFamily): ReadonlySet<number> {
  for (let count = size; count >= 1; count -= 1) {
    const rejected = indexes(size).filter((index) => rejectsAt(index, (alpha * count) / size));
    if (rejected.length >= count) return new Set(rejected);
  }
  return new Set();
}

function indexes(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
