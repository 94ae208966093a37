import { pipelineJsonSchema, suggest, UsageError } from '@sluice/core';
import { configSchema } from '../config/config-schema.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import type { GlobalFlags } from '../global-flags.ts';
import { openTerminal } from '../terminal/terminal.ts';

const schemas: { readonly [what: string]: () => Promise<object> } = {
  pipeline: async () => pipelineJsonSchema() as object,
  eval: async () => (await import('@sluice/eval/suite')).evalSchema(),
  config: async () => configSchema(),
  test: async () => (await import('../pipeline-test/test-schema.ts')).testSchema(),
};

export async function schema(args: readonly string[], flags: GlobalFlags): Promise<ExitCode> {
  const what = args[0] ?? 'pipeline';
  const make = Object.hasOwn(schemas, what) ? schemas[what] : undefined;
  if (make === undefined) {
    const near = suggest(what, Object.keys(schemas));
    const hint = near ? `did you mean "${near}"?` : `use ${Object.keys(schemas).join(', ')}`;
    throw new UsageError('cli/unknown-schema', `no schema is named ${what}`, hint);
  }
  openTerminal(flags).out(JSON.stringify(await make(), null, 2));
  return exitCode.done;
}
