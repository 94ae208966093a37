import type { Check, Row } from '../golden-stats/check.ts';

/** The file by its two levels of names. */
export type Golden = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Checks one row of a list, or the whole value where it is no list. */
// biome-ignore lint/suspicious/noExplicitAny: golden values are read by name, and every mismatch fails the test.
export type GoldenSection = (value: any, check: Check, golden: Golden) => void | Promise<void>;

export type GoldenSections = Readonly<Record<string, GoldenSection>>;

export type { Row };
