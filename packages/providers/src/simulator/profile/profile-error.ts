/** A profile that cannot be used, with everything that is wrong in it. */
export class ProfileError extends Error {
  readonly code = 'simulator/invalid-profile';
  /** One line each: the place in the profile and what is wrong there. */
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`the simulator profile ${source} is invalid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ProfileError';
    this.problems = problems;
  }
}
