import { configSchema } from '../../packages/cli/src/config/config-schema.ts';
import { schemaTables } from '../../packages/core/src/reference/schema-tables.ts';
import { evalSchema } from '../../packages/eval/src/suite/eval-schema.ts';

/** `docs/eval-reference.md`: every key of an eval file. */
export function renderEvalReference(): string {
  const schema = evalSchema();
  // Scorers have a table of their own in docs/evals.md.
  const { $defs: _, ...rest } = schema as typeof schema & { readonly $defs?: unknown };
  return page(
    'Eval reference',
    'Every key of an eval file. [Evals and gates](evals.md) explains them, and lists the scorers.',
    rest,
  );
}

/** `docs/config-reference.md`: every key of `sluice.config.yaml`. */
export function renderConfigReference(): string {
  return page(
    'Configuration reference',
    'Every key of `sluice.config.yaml`. [The command line](cli.md#configuration) shows one.',
    configSchema(),
  );
}

function page(title: string, lead: string, schema: unknown): string {
  const mark = '<!-- Generated from the schema that checks the file, by scripts/docs/file-references.ts. -->';
  return `${[mark, `# ${title}`, `${lead} Unknown keys are errors.`, ...schemaTables(schema, '')].join('\n\n')}\n`;
}
