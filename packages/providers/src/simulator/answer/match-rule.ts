import type { AnswerRule, MatchCondition, PromptPart, WhenCondition } from '../profile/profile.ts';
import type { Prompt } from '../wire/prompt.ts';

/** A rule that answers a prompt, and what its expression captured. */
export interface MatchedRule {
  readonly rule: AnswerRule;
  /** The first group of `match.regex`. */
  readonly caseKey: string | undefined;
  /** All groups, the whole match first. */
  readonly groups: readonly string[];
}

/** The first rule that fits and, if it answers from a table, has a row for the case. */
export function matchRule(rules: readonly AnswerRule[], prompt: Prompt): MatchedRule | undefined {
  for (const rule of rules) {
    if (!holds(rule.when, prompt)) continue;
    const groups = rule.match === undefined ? [] : capture(rule.match, prompt);
    if (groups === undefined) continue;
    const caseKey = groups[1];
    if (rule.give.kind === 'table' && (caseKey === undefined || !rule.give.table.rows.has(caseKey))) continue;
    return { rule, caseKey, groups };
  }
  return undefined;
}

/** The text of a part of a prompt. */
function partOf(prompt: Prompt, part: PromptPart): string {
  if (part === 'system') return prompt.system;
  if (part === 'everything') return prompt.everything;
  return part === 'tool_result' ? prompt.toolResult : prompt.lastUser;
}

function holds(when: WhenCondition, prompt: Prompt): boolean {
  if (when.system !== undefined && !when.system.test(prompt.system)) return false;
  if (when.user !== undefined && !when.user.test(prompt.lastUser)) return false;
  if (when.model !== undefined && !when.model.test(prompt.model)) return false;
  if (when.tool !== undefined && !prompt.tools.some((tool) => tool.name === when.tool)) return false;
  if (when.afterTool !== undefined && when.afterTool !== prompt.afterTool) return false;
  return when.schema === undefined || when.schema === (prompt.schema !== undefined);
}

function capture(match: MatchCondition, prompt: Prompt): readonly string[] | undefined {
  const text = partOf(prompt, match.from);
  if (match.contains !== undefined && !text.includes(match.contains)) return undefined;
  if (match.pattern === undefined) return [];
  const found = match.pattern.exec(text);
  return found === null ? undefined : found.map((group) => group ?? '');
}
