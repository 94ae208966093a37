import type { ReasoningParams } from '@sluice/core';

type Effort = NonNullable<ReasoningParams['effort']>;

/** Gemini's word for each effort it knows. */
export const thinkingLevels: Readonly<Partial<Record<Effort, string>>> = {
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
};

/** Gemini 3 and later think by level, those before by a budget of tokens. An unknown name counts as current. */
export function thinksByLevel(model: string): boolean {
  return !/gemini-(1|2)(\.|-|$)/.test(model);
}
