import { builtinStepKinds } from '../steps/builtin.ts';

/** The order in which the keys of a mapping are written; keys that it does not name keep their place after the others. */
export type KeyOrder = (path: readonly (string | number)[], keys: readonly string[]) => readonly string[] | undefined;

const fileKeys = [
  ...['version', 'name', 'description', 'inputs', 'secrets', 'budget', 'defaults', 'models', 'tools', 'prompts'],
  ...['steps', 'outputs', 'finally'],
];

const kinds = builtinStepKinds.map((kind) => kind.kind);

const stepKeys = [
  ...['id', 'description', 'tags', 'when', 'needs', ...kinds, 'with', 'output', 'timeout', 'attempt_timeout'],
  ...['retry', 'cache', 'on_error', 'effect', 'idempotency_key'],
];

const insideKeys: Readonly<Record<string, readonly string[]>> = {
  prompt: ['model', 'cascade', 'params', 'system', 'user', 'assistant', 'messages', 'tools', 'max_turns', 'stream'],
  map: ['over', 'as', 'index', 'concurrency', 'on_error', 'steps', 'output'],
  loop: ['max_iterations', 'steps', 'carry', 'until'],
  switch: ['cases', 'else'],
  approval: ['message', 'schema', 'timeout', 'on_timeout'],
};

/** The order of a pipeline file: what a reader asks first stands first. Schemas and `with` stay as they are. */
export const pipelineKeyOrder: KeyOrder = (path, keys) => {
  if (path.length === 0) return fileKeys;
  const inList = typeof path.at(-1) === 'number';
  const list = path.at(-2);
  if (inList && (list === 'steps' || (list === 'finally' && path.length === 2))) return stepKeys;
  const last = path.at(-1);
  const inStep = typeof path.at(-2) === 'number' && (path.at(-3) === 'steps' || path.at(-3) === 'finally');
  if (inStep && typeof last === 'string' && keys.length > 0) return insideKeys[last];
  return undefined;
};
