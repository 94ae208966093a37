import type { MatchRule } from './price-file.ts';

/** Whether a lower-case name of a model falls under a rule. */
export function matchesRule(rule: MatchRule, name: string): boolean {
  if ('equals' in rule) return name === rule.equals;
  if ('startsWith' in rule) return name.startsWith(rule.startsWith);
  if ('endsWith' in rule) return name.endsWith(rule.endsWith);
  if ('contains' in rule) return name.includes(rule.contains);
  if ('regex' in rule) return new RegExp(rule.regex).test(name);
  if ('or' in rule) return rule.or.some((part) => matchesRule(part, name));
  return rule.and.every((part) => matchesRule(part, name));
}

/** Whether a rule names exactly this model, not a family of them. */
export function equalsRule(rule: MatchRule | undefined, name: string): boolean {
  if (rule === undefined) return false;
  if ('equals' in rule) return name === rule.equals;
  return 'or' in rule && rule.or.some((part) => equalsRule(part, name));
}
