import { builtinToolKinds, type OpenTool, type PlanNode, type ToolCall, type ToolSpec } from '@sluice/core';
import type { Host } from '@sluice/runner';
import { type MockBook, mockedFailure } from './mock-book.ts';
import { addressOf } from './step-address.ts';

export interface MockedTools {
  readonly book: MockBook;
  readonly steps: ReadonlyMap<string, PlanNode>;
  /** For tools that stay on this machine and only read. */
  readonly open: (spec: ToolSpec) => Promise<OpenTool>;
}

/** Tools that answer by the mock of the step that calls; without one, what only reads from this machine is real. */
export function mockTools({ book, steps, open }: MockedTools): Host['tools'] {
  return {
    open: async (spec) => ({
      close: async () => undefined,
      methods: async () => [],
      async call(call, options) {
        const path = options.path ?? spec.name;
        if (!book.has(path) && isLocalRead(spec, call, steps.get(addressOf(path)))) {
          book.count(path);
          const tool = await open(spec);
          return await tool.call(call, options);
        }
        const answer = book.take(path, `${spec.kind} tool`);
        if ('error' in answer) throw mockedFailure(answer);
        return answer.output;
      },
    }),
  };
}

function isLocalRead(spec: ToolSpec, { method, arguments: given }: ToolCall, node: PlanNode | undefined): boolean {
  const kind = builtinToolKinds.find((one) => one.kind === spec.kind);
  // Of SQL, a file is here and a server is not.
  const local = kind?.network === false || (spec.kind === 'sql' && typeof spec.config.file === 'string');
  if (kind === undefined || !local || node?.policy.effect === 'write') return false;
  return kind.effect({ config: spec.config, method, arguments: given }) === 'read';
}
