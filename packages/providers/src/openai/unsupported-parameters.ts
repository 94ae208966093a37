import type { ModelRequest, Part, UnsupportedParameter } from '@sluice/core';
import { audioFormat } from './media.ts';
import { type ModelTraits, modelTraits } from './model-traits.ts';
import type { Target } from './target.ts';

/** What this model behind Chat Completions does not take; empty where everything can be sent. */
export function unsupportedByChat(request: ModelRequest, target: Target): readonly UnsupportedParameter[] {
  const { gateway } = target;
  const { params } = request;
  const at = `${gateway.name} does not take it`;
  return given([
    [params.topK !== undefined && !gateway.topK, { name: 'topK', why: at }],
    [params.seed !== undefined && gateway.seed === 'none', { name: 'seed', why: at }],
    [isGiven(params.stop) && !gateway.stop, { name: 'stop', why: at }],
    [params.serviceTier !== undefined && !gateway.serviceTier, { name: 'serviceTier', why: at }],
    [params.metadata !== undefined && !gateway.metadata, { name: 'metadata', why: at }],
    [request.output !== undefined && gateway.output === 'none', { name: 'output', why: at }],
    [isGiven(request.tools) && !gateway.tools, { name: 'tools', why: at }],
    [hasPart(request, isImage) && !gateway.images, { name: 'image', why: at }],
    [hasPart(request, isDocument) && gateway.files === 'none', { name: 'file', why: at }],
    [
      hasPart(request, isLinkedFile) && gateway.files === 'file' && gateway.name !== 'openrouter',
      {
        name: 'file',
        why: 'Chat Completions takes files as bytes only',
        hint: 'give the bytes, or use api: responses',
      },
    ],
    ...reasoningOf(request, target),
    ...(hasTraits(target) ? byTraits(request, modelTraits(target.model)) : []),
  ]);
}

/** What this model behind Responses does not take. */
export function unsupportedByResponses(request: ModelRequest, target: Target): readonly UnsupportedParameter[] {
  const { params } = request;
  const why = 'the Responses API has no such parameter';
  const hint = 'use api: chat for this provider';
  return given([
    [isGiven(params.stop), { name: 'stop', why, hint }],
    [params.seed !== undefined, { name: 'seed', why, hint }],
    [params.topK !== undefined, { name: 'topK', why }],
    [
      (params.maxTokens ?? 16) < 16,
      { name: 'maxTokens', why: 'the Responses API takes no fewer than 16', hint: 'ask for 16' },
    ],
    [params.reasoning?.budgetTokens !== undefined, noBudget],
    ...(hasTraits(target)
      ? byTraits(request, modelTraits(target.model)).filter(([, { name }]) => name !== 'stop')
      : []),
  ]);
}

type Finding = readonly [applies: boolean, parameter: UnsupportedParameter];

function given(findings: readonly Finding[]): readonly UnsupportedParameter[] {
  return findings.filter(([applies]) => applies).map(([, parameter]) => parameter);
}

const noBudget: UnsupportedParameter = {
  name: 'reasoning',
  why: 'a budget of thinking tokens cannot be set here',
  hint: 'use reasoning.effort',
};

function reasoningOf({ params }: ModelRequest, { gateway }: Target): readonly Finding[] {
  const { effort, budgetTokens } = params.reasoning ?? {};
  const why = `${gateway.name} can only switch thinking on or off`;
  return [
    [budgetTokens !== undefined && gateway.reasoning !== 'reasoning', noBudget],
    [
      params.reasoning !== undefined && gateway.reasoning === 'none',
      { name: 'reasoning', why: `${gateway.name} does not take it` },
    ],
    [
      gateway.reasoning === 'thinking' && effort !== undefined && effort !== 'none' && effort !== 'high',
      { name: 'reasoning', why, hint: 'use effort none or high' },
    ],
  ];
}

/** Names tell what a model is only at OpenAI itself and, by custom, at Azure. */
function hasTraits({ gateway }: Target): boolean {
  return gateway.name === 'openai' || gateway.name === 'azure';
}

function byTraits(request: ModelRequest, traits: ModelTraits): readonly Finding[] {
  const { params } = request;
  const effort = params.reasoning?.effort;
  const reasonsNow =
    traits.sampling === 'no' || (traits.sampling === 'unless-reasoning' && (effort ?? 'none') !== 'none');
  const whyNot = 'reasoning models do not take it';
  const hint = traits.sampling === 'no' ? 'leave it out' : 'leave it out or set reasoning effort none';
  return [
    [
      params.temperature !== undefined && params.temperature !== 1 && reasonsNow,
      { name: 'temperature', why: whyNot, hint },
    ],
    [params.topP !== undefined && params.topP !== 1 && reasonsNow, { name: 'topP', why: whyNot, hint }],
    [isGiven(params.stop) && !traits.stop, { name: 'stop', why: whyNot, hint: 'leave it out' }],
    [
      effort !== undefined && traits.efforts !== undefined && !traits.efforts.includes(effort),
      { name: 'reasoning', why: effortProblem(effort ?? '', traits) },
    ],
    [request.output !== undefined && !traits.output, { name: 'output', why: 'the model has no JSON schema output' }],
    [hasPart(request, isImage) && !traits.images, { name: 'image', why: 'the model takes no images' }],
  ];
}

function effortProblem(effort: string, { reasons, efforts = [] }: ModelTraits): string {
  if (!reasons || efforts.length === 0) return 'the model has no reasoning effort';
  return `effort "${effort}" is not one of ${efforts.join(', ')}`;
}

function isGiven(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function hasPart({ messages }: ModelRequest, matches: (part: Part) => boolean): boolean {
  return messages.some(({ content }) => content.some(matches));
}

function isImage(part: Part): boolean {
  return part.type === 'image';
}

function isDocument(part: Part): boolean {
  return part.type === 'file' && audioFormat(part) === undefined;
}

function isLinkedFile(part: Part): boolean {
  return part.type === 'file' && part.source.kind === 'url';
}
