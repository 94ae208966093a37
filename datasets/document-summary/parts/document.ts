export type Risk = 'none' | 'low' | 'high';

/** A document written for this set, with a summary by hand. */
export interface Document {
  readonly kind: string;
  readonly text: string;
  readonly title: string;
  readonly bullets: readonly string[];
  /** Who, what, and by when; an empty date where the document gives none. */
  readonly actions: readonly (readonly [owner: string, task: string, due: string])[];
  readonly risk: Risk;
  /** What the bullets must say, word for word. */
  readonly facts: readonly string[];
}
