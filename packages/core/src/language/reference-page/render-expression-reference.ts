import { celFunctions } from '../cel/functions.ts';
import { celLimits } from '../cel/limits.ts';
import { signatureOf } from '../cel/signature-of.ts';
import { helperSignature } from '../template/helper-signature.ts';
import { blockHelpers, valueHelpers } from '../template/helpers.ts';
import { templateLimits } from '../template/limits.ts';
import { expressionProse, macroTable, templateProse } from './prose.ts';

/** `docs/expressions.md`: every name, operator, function and helper of `${ }` and `{{ }}`, from the tables that run. */
export function renderExpressionReference(): string {
  return `${[expressionProse, functions(), macroTable, limits(), templateProse, helpers(), templateLimitText()].join('\n\n')}\n`;
}

function functions(): string {
  const groups = [...new Set(celFunctions.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const rows = celFunctions
      .filter((known) => known.group === group)
      .map((known) => row([code(signatureOf(known)), known.summary, code(known.example[0]), code(known.example[1])]));
    return [`#### ${group}`, '', header(['Function', 'What it gives', 'Example', 'Result']), ...rows].join('\n');
  });
  return ['### Functions', ...sections].join('\n\n');
}

function helpers(): string {
  const rows = [...blockHelpers, ...valueHelpers].map((known) =>
    row([code(helperSignature(known)), known.summary, code(known.example[0]), code(known.example[1])]),
  );
  const data =
    'The examples are rendered with `inputs`: `{"name": "Ada", "count": 3, "tags": ["a", "b"], "address": {"city": "London"}}`, where `nickname` is optional and missing.';
  return ['### Helpers', '', data, '', header(['Helper', 'What it does', 'Example', 'Text']), ...rows].join('\n');
}

function limits(): string {
  const rows = [
    ['Characters of an expression', celLimits.characters],
    ['Parts of an expression', celLimits.nodes],
    ['Nesting', celLimits.depth],
    ['Elements of a list that is written out', celLimits.listItems],
    ['Macros inside macros', celLimits.macroNesting],
    ['Characters of a pattern', celLimits.patternCharacters],
    [
      'Work of one evaluation (turns of macros, and what is read in them: 64 characters or one element each)',
      celLimits.work,
    ],
    ['Values in a result', celLimits.resultNodes],
    ['Characters in a result', celLimits.resultCharacters],
  ] as const;
  return [
    '### Limits',
    '',
    header(['What', 'At most']),
    ...rows.map(([what, most]) => row([what, grouped(most)])),
  ].join('\n');
}

function templateLimitText(): string {
  const { turns, output, nesting, partials } = templateLimits;
  return `One rendering makes at most ${grouped(turns)} turns of \`#each\` and prints at most ${grouped(output)} characters; blocks nest at most ${nesting} deep, and a template includes at most ${partials} partials.`;
}

function header(cells: readonly string[]): string {
  return `${row(cells)}\n${row(cells.map(() => '---'))}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
