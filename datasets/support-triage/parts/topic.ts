export type Category = 'billing' | 'bug' | 'account' | 'other';
export type Severity = 'low' | 'normal' | 'high' | 'critical';

/** Tickets, written by hand, that one reply answers. */
export interface Topic {
  readonly name: string;
  readonly category: Category;
  /** Labels that a hurried reader could give; the simulated models' wrong answers. */
  readonly confusedWith: Category;
  readonly language?: string;
  /** A reply that a support lead would send. */
  readonly reply: string;
  /** What a helpful reply must say, word for word in `reply`. */
  readonly mentions: readonly string[];
  readonly tickets: readonly (readonly [severity: Severity, subject: string, body: string])[];
}
