/** What keeps an expression small when it is compiled and short when it runs. */
export const celLimits: {
  readonly characters: number;
  readonly nodes: number;
  readonly depth: number;
  readonly listItems: number;
  readonly macroNesting: number;
  readonly patternCharacters: number;
  readonly work: number;
  readonly resultNodes: number;
  readonly resultCharacters: number;
} = {
  characters: 20_000,
  nodes: 2_000,
  depth: 60,
  listItems: 1_000,
  macroNesting: 3,
  patternCharacters: 1_000,
  /** Turns of macros, plus what functions and operators inside them read: one for 64 characters or one element. */
  work: 3_000_000,
  resultNodes: 1_000_000,
  resultCharacters: 64_000_000,
};
