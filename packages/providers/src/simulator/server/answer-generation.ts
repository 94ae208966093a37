import { answerPrompt } from '../answer/answer-prompt.ts';
import { limitReply, truncatedReply } from '../answer/limit-reply.ts';
import { type MatchedRule, matchRule } from '../answer/match-rule.ts';
import { faultFailure } from '../faults/fault-failure.ts';
import { isTransportFault } from '../faults/is-transport-fault.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { FaultRule, ModelProfile } from '../profile/profile.ts';
import { promptTokens } from '../tokens/prompt-tokens.ts';
import type { Exchange, GenerationEndpoint, WireRequest } from '../wire/endpoint.ts';
import type { Prompt } from '../wire/prompt.ts';
import type { Reply, TokenCounts } from '../wire/reply.ts';
import { admit } from './admit.ts';
import { breakTransport } from './break-transport.ts';
import { type Call, refuse } from './call.ts';
import { planLatency } from './plan-latency.ts';
import { type Sending, sendStream, sendWhole } from './send.ts';

/** A read request together with what it is called by. */
export interface Asked {
  readonly request: WireRequest;
  /** A hash of the body: a retry has the same one. */
  readonly fingerprint: number;
}

/** Answers a request at which a model generates. @throws RefusedRequest */
export async function answerGeneration(call: Call, endpoint: GenerationEndpoint, asked: Asked): Promise<void> {
  const { world, traffic } = call;
  const prompt = endpoint.read(asked.request);
  const matched = matchRule(world.profile.answers, prompt);
  traffic.asked('byModel', prompt.model);
  traffic.asked('byCase', matched?.caseKey);
  traffic.asked('byRule', matched?.rule.name);
  const attempt = world.tried(asked.fingerprint);
  if (attempt > 0) traffic.repeated();
  const input = promptTokens(prompt, world.countTokens);
  const admitted = admit(call, { name: prompt.model, input, body: asked.request.body });
  if (admitted === undefined) return;
  const { model, limiter } = admitted;
  const target = {
    model: prompt.model,
    route: endpoint.route,
    text: prompt.everything,
    fingerprint: asked.fingerprint,
    attempt,
  };
  const fault = world.faults.pick(model.faults, target);
  if (fault !== undefined) traffic.asked('byFault', fault.kind);
  const failure = fault === undefined ? undefined : (faultFailure(fault, prompt.model) ?? wholeError(fault, prompt));
  if (failure !== undefined) return refuse(call, failure);
  if (fault !== undefined && (await breakTransport(call.response, fault))) return;
  const repetition = world.answered(asked.fingerprint);
  const reply = replyTo({ call, prompt, model, matched, repetition, fault });
  const tokens = countReply(call, { reply, model, input });
  spend(call, limiter, tokens);
  const { countTokens, identifier } = world;
  const exchange: Exchange = {
    request: asked.request,
    prompt,
    reply,
    tokens,
    countTokens,
    identifier,
    created: Math.floor(Date.now() / 1000),
  };
  await send(call, { endpoint, exchange, model, fault, identity: `${asked.fingerprint}:${repetition}` });
}

/** An error that would come inside a stream is a plain one where nothing streams. */
function wholeError(fault: FaultRule, prompt: Prompt): { kind: 'overloaded' } | undefined {
  return fault.kind === 'error_in_stream' && !prompt.stream ? { kind: 'overloaded' } : undefined;
}

interface Answering {
  readonly call: Call;
  readonly prompt: Prompt;
  readonly model: ModelProfile;
  readonly matched: MatchedRule | undefined;
  readonly repetition: number;
  readonly fault: FaultRule | undefined;
}

function replyTo({ call, prompt, model, matched, repetition, fault }: Answering): Reply {
  const { profile, countTokens } = call.world;
  if (fault?.kind === 'refusal' || fault?.kind === 'content_filter') {
    const refusal = fault.kind === 'refusal' ? "I'm sorry, but I can't assist with that request." : undefined;
    return { text: '', calls: [], refusal, finish: fault.kind, stopSequence: undefined };
  }
  const reply = limitReply(answerPrompt({ prompt, model, profile, matched, repetition }), prompt, countTokens);
  return fault?.kind === 'truncated' ? truncatedReply(reply, fault.afterShare) : reply;
}

interface Counting {
  readonly reply: Reply;
  readonly model: ModelProfile;
  readonly input: number;
}

function countReply(call: Call, { reply, model, input }: Counting): TokenCounts {
  const { countTokens } = call.world;
  const calls = reply.calls.reduce((sum, made) => sum + countTokens(made.name + JSON.stringify(made.arguments)), 0);
  const cached = Math.floor(input * model.cachedShare);
  const visible = countTokens(reply.text) + countTokens(reply.refusal ?? '') + calls;
  return { fresh: input - cached, cached, visible, reasoning: model.reasoningTokens };
}

function spend(call: Call, limiter: RateLimiter | undefined, tokens: TokenCounts): void {
  const output = tokens.visible + tokens.reasoning;
  call.traffic.spent(tokens.fresh + tokens.cached, output);
  limiter?.spend(output, Date.now());
}

interface Answered {
  readonly endpoint: GenerationEndpoint;
  readonly exchange: Exchange;
  readonly model: ModelProfile;
  readonly fault: FaultRule | undefined;
  readonly identity: string;
}

async function send(call: Call, { endpoint, exchange, model, fault, identity }: Answered): Promise<void> {
  const sending: Sending = {
    response: call.response,
    headers: call.headers,
    latency: planLatency(model, call.world.profile.seed, identity),
    fault: isTransportFault(fault) ? fault : undefined,
    errorFrame: () => call.manners.errorFrame({ kind: 'overloaded' }, call.context),
  };
  if (exchange.prompt.stream) return sendStream(sending, endpoint.stream(exchange));
  const output = exchange.tokens.visible + exchange.tokens.reasoning;
  return sendWhole(sending, JSON.stringify(endpoint.whole(exchange)), output);
}
