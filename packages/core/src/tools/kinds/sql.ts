import type { JsonObject } from '../../json.ts';
import { choice, either, integer, object, record, text, value } from '../../schema/schema-builder.ts';
import { secretName } from '../secret-name.ts';
import type { ToolKind, ToolProblem, ToolUse } from '../tool-kind.ts';

const mode = choice('What statements may do; read_only when absent.', ['read_only', 'read_write']);
const maxRows = integer('The most rows that a query gives; more is a failure.', 1);

/** Queries on a SQLite file or a PostgreSQL server. The text is a literal; values go in as parameters. */
export const sqlTool: ToolKind = {
  kind: 'sql',
  config: either(
    'A SQLite file, or a PostgreSQL server by its URL.',
    object('A SQLite file.', {
      required: { file: text('Path from this file.') },
      optional: { mode, max_rows: maxRows },
    }),
    object('A PostgreSQL server.', {
      required: { url: secretName('The connection URL, by the name of its secret.') },
      optional: { mode, max_rows: maxRows },
    }),
  ),
  arguments: object('One statement.', {
    required: { query: text('The SQL text, a literal; `:name` for each value.') },
    optional: { params: record('The values.', value('A value.')) },
  }),
  output: {
    type: 'object',
    additionalProperties: false,
    required: ['rows', 'changes'],
    properties: { rows: { type: 'array', items: { type: 'object' } }, changes: { type: 'integer' } },
  },
  literalArguments: ['query'],
  methods: false,
  effect: ({ config }) => (config['mode'] === 'read_write' ? 'write' : 'read'),
  network: true,
  checkUse,
};

function checkUse({ config, arguments: used }: ToolUse): readonly ToolProblem[] {
  const { query, params } = (used ?? {}) as JsonObject;
  if (typeof query !== 'string' || typeof params === 'string') return [];
  const code = withoutLiterals(query);
  const names = [...code.matchAll(/(?<![:\w]):([A-Za-z_]\w*)/g)].map((match) => match[1] ?? '');
  const given = Object.keys((params ?? {}) as JsonObject);
  return [
    ...writeProblem(config, code),
    ...names
      .filter((name) => !given.includes(name))
      .map((name) => ({ path: ['query'], message: `the query has :${name}, and \`params\` has no \`${name}\`` })),
    ...given
      .filter((name) => !names.includes(name))
      .map((name) => ({ path: ['params', name], message: `the query has no :${name}` })),
  ];
}

function writeProblem(config: JsonObject, code: string): readonly ToolProblem[] {
  const word = /^\s*(insert|update|delete|replace|create|drop|alter|truncate|vacuum)\b/i.exec(code)?.[1];
  if (word === undefined || config['mode'] === 'read_write') return [];
  return [
    {
      path: ['query'],
      message: `${word.toUpperCase()} needs a tool with \`mode: read_write\``,
      hint: 'declare a second tool for statements that change data',
    },
  ];
}

/** Without quoted text and comments, where a colon means nothing. */
function withoutLiterals(query: string): string {
  return query.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}
