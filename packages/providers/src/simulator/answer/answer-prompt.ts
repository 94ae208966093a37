import type { ModelProfile, Profile } from '../profile/profile.ts';
import { seededHash, seededUnit } from '../random/seeded.ts';
import { isObject, type JsonObject } from '../wire/json.ts';
import type { OfferedTool, Prompt } from '../wire/prompt.ts';
import type { Finish, Reply, SimulatedCall } from '../wire/reply.ts';
import { fillTemplate } from './fill-template.ts';
import { isRight } from './is-right.ts';
import type { MatchedRule } from './match-rule.ts';
import { schemaInstance } from './schema-instance.ts';

/** Everything that an answer depends on. */
export interface Question {
  readonly prompt: Prompt;
  readonly model: ModelProfile;
  readonly profile: Profile;
  readonly matched: MatchedRule | undefined;
  /** How often this very request was answered before. */
  readonly repetition: number;
}

/** The simulated model's whole answer, before limits of length and stop sequences. */
export function answerPrompt(question: Question): Reply {
  const { matched, prompt } = question;
  if (matched === undefined) return unruled(question);
  const { give } = matched.rule;
  switch (give.kind) {
    case 'table':
      return said(fromTable(question, matched), prompt);
    case 'text':
      return said(fillTemplate(give.text, namesOf(question)), prompt);
    case 'json':
      return said(fillTemplate(give.json, namesOf(question)), prompt);
    case 'echo':
      return textReply(prompt.lastUser);
    case 'random':
      return unruled(question);
    case 'refusal':
      return { ...textReply(''), refusal: give.text, finish: 'refusal' };
    case 'calls':
      return callReply(give.calls.map((call) => callOf(call.name, call.arguments, question)));
  }
}

/** The right answer, or a wrong one, by the rule's or the model's quality. */
function fromTable(question: Question, { rule, caseKey }: MatchedRule): unknown {
  const { profile, prompt, model, repetition } = question;
  const table = rule.give.kind === 'table' ? rule.give.table : undefined;
  const row = table?.rows.get(caseKey ?? '');
  if (table === undefined || row === undefined) return '';
  const quality = rule.quality.find((entry) => entry.model.test(prompt.model))?.share ?? model.quality ?? 1;
  const varies =
    repetition > 0 &&
    seededUnit(profile.seed, 'varies', prompt.model, rule.name, caseKey ?? '', repetition) < rule.varies;
  const draw = {
    seed: profile.seed,
    model: prompt.model,
    rule: rule.name,
    caseKey: caseKey ?? '',
    redraw: varies ? repetition : 0,
  };
  if (isRight(draw, quality, profile.difficulty)) return row.right;
  const right = JSON.stringify(row.right);
  const wrong = row.wrong.length > 0 ? row.wrong : table.rights.filter((other) => JSON.stringify(other) !== right);
  const pick = seededUnit(profile.seed, 'wrong', prompt.model, rule.name, draw.caseKey, draw.redraw);
  return wrong[Math.floor(pick * wrong.length)] ?? 'I do not know.';
}

/** An answer from a rule: a forced tool call takes an object as its arguments, anything else is said. */
function said(value: unknown, prompt: Prompt): Reply {
  const forced = prompt.afterTool ? undefined : forcedTool(prompt);
  if (forced !== undefined && isObject(value)) return callReply([{ name: forced.name, arguments: value }]);
  return textReply(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What is answered where no rule says: a forced tool call, an instance of the schema, or a short text. */
function unruled(question: Question): Reply {
  const { prompt } = question;
  const forced = prompt.afterTool ? undefined : forcedTool(prompt);
  if (forced !== undefined) return callReply([callOf(forced.name, undefined, question)]);
  if (prompt.schema !== undefined) return textReply(JSON.stringify(schemaInstance(prompt.schema, seedOf(question))));
  const start = prompt.lastUser.trim().split(/\s+/u).slice(0, 12).join(' ');
  const text = `Simulated answer to: ${start}`;
  return textReply(prompt.jsonOnly ? JSON.stringify({ answer: text }) : text);
}

function forcedTool(prompt: Prompt): OfferedTool | undefined {
  const { wantedTool, tools } = prompt;
  if (wantedTool === 'required') return tools[0];
  return typeof wantedTool === 'object' ? tools.find((tool) => tool.name === wantedTool.name) : undefined;
}

function callOf(name: string, given: JsonObject | undefined, question: Question): SimulatedCall {
  const schema = question.prompt.tools.find((tool) => tool.name === name)?.schema ?? {};
  const value =
    given === undefined
      ? schemaInstance({ type: 'object', ...schema }, seedOf(question))
      : fillTemplate(given, namesOf(question));
  return { name, arguments: isObject(value) ? value : {} };
}

function namesOf({ prompt, matched }: Question): Readonly<Record<string, string>> {
  const groups = Object.fromEntries((matched?.groups ?? []).map((group, at) => [String(at), group]));
  return {
    ...groups,
    key: matched?.caseKey ?? '',
    model: prompt.model,
    last_user: prompt.lastUser,
    tool_result: prompt.toolResult,
  };
}

function seedOf({ profile, prompt }: Question): number {
  return seededHash(`${profile.seed}\u0000${prompt.model}\u0000${prompt.everything}`);
}

function textReply(text: string): Reply {
  return { text, calls: [], refusal: undefined, finish: 'stop', stopSequence: undefined };
}

function callReply(calls: readonly SimulatedCall[]): Reply {
  const finish: Finish = calls.length > 0 ? 'tool_calls' : 'stop';
  return { text: '', calls, refusal: undefined, finish, stopSequence: undefined };
}
