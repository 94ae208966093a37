/** What keeps a template small when it is compiled and short when it is rendered. */
export const templateLimits: {
  readonly characters: number;
  readonly nesting: number;
  readonly partials: number;
  readonly turns: number;
  readonly output: number;
} = {
  characters: 500_000,
  nesting: 40,
  partials: 100,
  /** Turns of all `#each` of one rendering. */
  turns: 1_000_000,
  /** Characters of what is printed. */
  output: 64_000_000,
};
