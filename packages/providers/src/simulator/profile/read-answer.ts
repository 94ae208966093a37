import { isObject } from '../wire/json.ts';
import { globPattern } from './glob-pattern.ts';
import type {
  AnswerRule,
  AnswerSource,
  AnswerTable,
  CallTemplate,
  MatchCondition,
  QualityRule,
  WhenCondition,
} from './profile.ts';
import type { ProfileNode } from './profile-node.ts';

/** Reads the table that a rule names; it reports its own problems. */
export type TableReader = (node: ProfileNode) => Promise<AnswerTable>;

const sources = ['table', 'text', 'json', 'echo', 'schema', 'refusal', 'tool_calls'] as const;

/** Reads one entry of `answers`. */
export async function readAnswer(node: ProfileNode, position: number, readTable: TableReader): Promise<AnswerRule> {
  const body = node.object(['name', 'match', 'when', 'quality', 'varies', ...sources]);
  const given = sources.filter((source) => body[source] !== undefined);
  if (given.length !== 1) {
    node.problem(
      `needs exactly one of ${sources.join(', ')}${given.length === 0 ? '' : `, has ${given.join(' and ')}`}`,
    );
  }
  const match = node.field('match').absent ? undefined : readMatch(node.field('match'));
  if (given[0] === 'table' && match?.pattern === undefined) {
    node.problem('a table needs `match: { regex: ... }`: its first group is the key of the case');
  }
  return {
    name: node.field('name').string() ?? `rule ${position + 1}`,
    match,
    when: readWhen(node.field('when')),
    give: await readSource(node, readTable),
    quality: readQuality(node.field('quality')),
    varies: node.field('varies').share() ?? 0,
  };
}

function readMatch(node: ProfileNode): MatchCondition {
  node.object(['regex', 'contains', 'from']);
  const pattern = node.field('regex').regex();
  const contains = node.field('contains').string();
  if (node.field('regex').absent && node.field('contains').absent) node.problem('needs `regex` or `contains`');
  const from = node.field('from').oneOf(['last_user', 'system', 'everything', 'tool_result']) ?? 'last_user';
  return { pattern, contains, from };
}

function readWhen(node: ProfileNode): WhenCondition {
  node.object(['system', 'user', 'model', 'tool', 'after_tool', 'schema']);
  const model = node.field('model').string();
  return {
    system: node.field('system').regex(),
    user: node.field('user').regex(),
    model: model === undefined ? undefined : globPattern(model),
    tool: node.field('tool').string(),
    afterTool: node.field('after_tool').boolean(),
    schema: node.field('schema').boolean(),
  };
}

/** `quality: 0.9`, or by model: `quality: { 'gpt-5.4': 0.92, '*': 0.8 }`. */
function readQuality(node: ProfileNode): readonly QualityRule[] {
  if (node.absent) return [];
  if (!isObject(node.value)) return [{ model: globPattern('*'), share: node.share() ?? 1 }];
  return node.entries().map(([glob, share]) => ({ model: globPattern(glob), share: share.share() ?? 1 }));
}

async function readSource(node: ProfileNode, readTable: TableReader): Promise<AnswerSource> {
  const body = node.object();
  if (body['table'] !== undefined) return { kind: 'table', table: await readTable(node.field('table')) };
  if (body['text'] !== undefined) return { kind: 'text', text: node.field('text').string() ?? '' };
  if (body['json'] !== undefined) return { kind: 'json', json: body['json'] };
  if (body['refusal'] !== undefined) return { kind: 'refusal', text: node.field('refusal').string() ?? '' };
  if (body['tool_calls'] !== undefined) return { kind: 'calls', calls: node.field('tool_calls').items().map(readCall) };
  if (body['schema'] !== undefined) {
    node.field('schema').oneOf(['random']);
    return { kind: 'random' };
  }
  if (body['echo'] !== undefined && body['echo'] !== true) node.field('echo').problem('must be true');
  return { kind: 'echo' };
}

function readCall(node: ProfileNode): CallTemplate {
  node.object(['name', 'arguments']);
  if (node.field('name').absent) node.problem('needs a `name`');
  const given = node.field('arguments');
  return { name: node.field('name').string() ?? '', arguments: given.absent ? undefined : given.object() };
}
