import type { Json, JsonObject } from '../../json.ts';
import { choice, integer, list, object, record, text } from '../../schema/schema-builder.ts';
import { secretName } from '../secret-name.ts';
import type { ToolKind, ToolProblem, ToolUse } from '../tool-kind.ts';

/** Local programs, without a shell. Off unless the user allows it on the command line. */
export const execTool: ToolKind = {
  kind: 'exec',
  config: object('Local programs, started without a shell; off unless allowed on the command line.', {
    required: { allow: list('The programs that steps may start.', { type: 'string' }, { minItems: 1 }) },
    optional: {
      cwd: text('The folder they start in, from this file.'),
      env: record('Variables of their environment: secrets by name.', secretName('The name of a secret.')),
      max_bytes: integer('The longest output that is read.', 1),
    },
  }),
  arguments: object('One program.', {
    required: {
      argv: list('The program and its arguments; the first is a literal.', { type: 'string' }, { minItems: 1 }),
    },
    optional: {
      stdin: text('What it reads.'),
      output: choice('How standard output is read; text when absent.', ['text', 'json']),
    },
  }),
  output: {
    type: 'object',
    required: ['stdout', 'stderr', 'exit_code'],
    properties: { stdout: true, stderr: { type: 'string' }, exit_code: { type: 'integer' } },
    additionalProperties: false,
  },
  literalArguments: ['argv.0'],
  methods: false,
  effect: () => 'write',
  network: true,
  checkUse,
};

function checkUse({ config, arguments: used }: ToolUse): readonly ToolProblem[] {
  const program = firstWord(used);
  const allowed = (config['allow'] ?? []) as readonly string[];
  if (program === undefined || program.includes('${') || allowed.includes(program)) return [];
  return [
    {
      path: ['argv', 0],
      message: `\`${program}\` is not in the tool's \`allow\``,
      hint: `allowed: ${allowed.join(', ')}`,
    },
  ];
}

function firstWord(used: Json): string | undefined {
  const argv = ((used ?? {}) as JsonObject)['argv'];
  const first: unknown = Array.isArray(argv) ? argv[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}
