import type { JsonSchema } from '@sluice/core';
import { builtinScorers } from './builtin.ts';
import type { ScorerKind } from './scorer-kind.ts';

/** The table of every scorer, from the values that run: what it says, its fields, and what a score is. */
export function renderScorerReference(): string {
  return ['| scorer | what it says | fields | score |', '|---|---|---|---|', ...builtinScorers.map(row)].join('\n');
}

function row(kind: ScorerKind): string {
  const schema = asKeywords(kind.config);
  const required = (schema['required'] ?? []) as readonly string[];
  const fields = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>)
    .filter(([name]) => name !== 'actual')
    .map(([name, field]) => `\`${name}\`${required.includes(name) ? ' (required)' : ''}: ${descriptionOf(field)}`);
  return `| \`${kind.name}\` | ${cell(kind.summary)} | ${cell(fields.join('<br>'))} | ${scoreOf(kind)} |`;
}

function scoreOf({ measure, range: [low, high] }: ScorerKind): string {
  if (measure === 'rate') return '0 or 1';
  return Number.isFinite(high) ? `${low} to ${high}` : `from ${low}`;
}

function descriptionOf(field: JsonSchema): string {
  const { description } = asKeywords(field);
  return typeof description === 'string' ? description : '';
}

function asKeywords(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return typeof schema === 'object' ? (schema as Readonly<Record<string, unknown>>) : {};
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
