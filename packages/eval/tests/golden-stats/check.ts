/** A row of a golden section; what is read of it is remembered, so that nothing in the file goes unchecked. */
// biome-ignore lint/suspicious/noExplicitAny: golden rows are read by name, and every mismatch fails the test.
export type Row = Record<string, any>;

/** Compares numbers with golden ones and counts them. */
export interface Check {
  /** Relative (absolute at 0) to 1e-9 unless stated; golden `null` means that we must have no finite number. */
  same(what: string, actual: number | undefined, expected: number | null | undefined): void;
  within(what: string, actual: number | undefined, expected: number, tolerance: number): void;
  relative(what: string, actual: number | undefined, expected: number | null, tolerance: number): void;
  ends(what: string, actual: { low: number; high: number }, expected: [number, number] | null): void;
  equal(what: string, actual: unknown, expected: unknown): void;
  readonly compared: number;
  readonly problems: readonly string[];
}

export type Section = (row: Row, check: Check) => void;

/** Runs a section's check over its rows; a key of a row that the check never read is a problem. */
export function runSection(rows: unknown, section: Section): Check {
  const check = newCheck();
  for (const [index, row] of (rows as Row[]).entries()) {
    const { watched, unread } = watchRow(row, ['note', 'published', 'kind']);
    section(watched, check);
    for (const key of unread()) check.equal(`row ${index} key ${key} is read`, false, true);
  }
  return check;
}

/** A row that remembers which of its keys were read. */
export function watchRow(row: Row, exempt: readonly string[]): { watched: Row; unread: () => readonly string[] } {
  const read = new Set<PropertyKey>(exempt);
  const watched = new Proxy(row, {
    get(target, key) {
      read.add(key);
      return target[key as string];
    },
  });
  return { watched, unread: () => Object.keys(row).filter((key) => !read.has(key)) };
}

/** An empty tally. */
export function newCheck(): Check {
  const problems: string[] = [];
  let compared = 0;
  const judge = (good: boolean, text: string) => {
    compared += 1;
    if (!good) problems.push(text);
  };
  const close = (actual: number, expected: number, tolerance: number) =>
    actual === expected || Math.abs(actual - expected) <= (expected === 0 ? 1e-12 : tolerance * Math.abs(expected));
  const check: Check = {
    same: (what, actual, expected) => check.relative(what, actual, expected ?? null, 1e-9),
    relative(what, actual, expected, tolerance) {
      const missing = actual === undefined || !Number.isFinite(actual);
      const good = expected === null ? missing : !missing && close(actual, expected, tolerance);
      judge(good, `${what}: ${actual}, golden ${expected}`);
    },
    within(what, actual, expected, tolerance) {
      const good = actual !== undefined && Math.abs(actual - expected) <= tolerance;
      judge(good, `${what}: ${actual}, golden ${expected} +- ${tolerance}`);
    },
    ends(what, actual, expected) {
      if (expected === null) {
        judge(false, `${what}: golden interval is null`);
        return;
      }
      check.same(`${what} low`, actual.low, expected[0]);
      check.same(`${what} high`, actual.high, expected[1]);
    },
    equal: (what, actual, expected) => judge(actual === expected, `${what}: ${actual}, golden ${expected}`),
    get compared() {
      return compared;
    },
    problems,
  };
  return check;
}
