import { type Cost, noUsage, type Usage } from '@sluice/core';
import { corpusFile, corpusFolder } from '@sluice/corpus';
import { expect, test } from 'vitest';
import { toUsage as toAnthropicUsage } from '../anthropic/to-usage.ts';
import { gatewayAt, gatewayNamed } from '../compatible/find-gateway.ts';
import { toChatUsage } from '../openai/chat/to-chat-usage.ts';
import { toResponsesUsage } from '../openai/responses/to-responses-usage.ts';
import { type RecordedBill, readRecordings } from '../testing/recording.ts';
import { isObject, numberAt, objectAt } from '../wire/json.ts';
import { priceBook } from './price-book.ts';

const corpus = corpusFile('cassettes', 'cost_truth.jsonl') === undefined ? undefined : corpusFolder();
const book = priceBook();

interface Judged {
  readonly bill: RecordedBill;
  readonly model: string;
  readonly computed: Cost;
  /** Nano-dollars. */
  readonly billed: number;
}

test.skipIf(corpus === undefined)('the computed cost of every answer that came with its bill', () => {
  const judged = readRecordings(corpus ?? '').bills.map(judge);
  const priced = judged.filter(({ computed }) => computed.known);
  const exact = judged.filter(isExact);
  const reasons = Map.groupBy(
    judged.filter((one) => !isExact(one)),
    (one) => `${one.model}: ${reasonOf(one)}`,
  );
  console.log(
    [
      `bills: ${exact.length} exact of ${priced.length} that the table prices, of ${judged.length}`,
      ...[...reasons].map(([why, members]) => `  ${members.length} x ${why}`).sort(),
    ].join('\n'),
  );
  // Every other one has its reason: few may be left whose bill tells nothing about its parts.
  const unexplained = [...reasons].filter(([why]) => why.includes(unexplainedReason)).flatMap(([, members]) => members);
  expect(unexplained.length / judged.length).toBeLessThan(0.02);
  // The best library known explains 84 % of what it can price.
  expect(exact.length / priced.length).toBeGreaterThan(0.84);
});

function isExact({ computed, billed }: Judged): boolean {
  // Half a nano-dollar either way is the rounding of the bill's own decimals.
  return computed.known && Math.abs(computed.nanoUsd - billed) < 1;
}

function judge(bill: RecordedBill): Judged {
  const provider = providerOf(bill);
  const at = typeof bill.created === 'number' ? bill.created * 1000 : Date.UTC(2026, 7, 21);
  const usage: Usage = { ...usageOf(bill), billedUsd: undefined };
  const costs = namesOf(bill).map((name) => {
    const model = `${provider}/${name}`;
    return { model, computed: book.cost(model, usage, at) };
  });
  const { model, computed } = costs.find((cost) => cost.computed.known) ?? costs[0] ?? nothing;
  return { bill, model, computed, billed: bill.billed_usd * 1e9 };
}

const nothing: { model: string; computed: Cost } = {
  model: 'nothing',
  computed: { known: false, why: 'no-price', detail: 'the bill names no model' },
};

/** The model that answered; the asked one where its name is only the longer form of that. */
function namesOf({ model, requested_model: requested }: RecordedBill): readonly string[] {
  if (model === null) return requested === null ? [] : [requested];
  return requested !== null && model.startsWith(requested) ? [model, requested] : [model];
}

/** A gateway without prices of its own passes on those of the vendor behind. */
function providerOf({ provider, model }: RecordedBill): string {
  const gateway = gatewayNamed(provider) ?? gatewayAt(`https://${provider}`);
  if (gateway.name !== 'custom') return gateway.name;
  if (provider === 'api.avian.io') return 'avian';
  return model?.startsWith('claude') === true ? 'anthropic' : 'openai';
}

function usageOf(bill: RecordedBill): Usage {
  const { usage, endpoint, provider, model } = bill;
  const rules = (gatewayNamed(provider) ?? gatewayAt(`https://${provider}`)).usage;
  if (!isObject(usage)) return noUsage;
  if (endpoint === 'messages') return toAnthropicUsage(usage, model ?? '');
  if (endpoint === 'responses') return toResponsesUsage({ usage }, rules);
  return toChatUsage(usage, rules, model ?? '');
}

const unexplainedReason = 'unexplained';

/** Why computed and billed differ, as far as the bill's own parts tell. */
function reasonOf({ bill, computed, billed }: Judged): string {
  if (!computed.known) return `not priced: ${computed.detail}`;
  const { usage } = bill;
  const details = objectAt(usage, 'cost_details');
  if (isObject(usage) && usage.is_byok === true) return 'paid to the vendor with an own key';
  const tokens =
    (numberAt(details, 'upstream_inference_prompt_cost') ?? numberAt(details, 'upstream_inference_input_cost') ?? 0) +
    (numberAt(details, 'upstream_inference_completions_cost') ??
      numberAt(details, 'upstream_inference_output_cost') ??
      0);
  if (Math.abs(tokens * 1e9 - computed.nanoUsd) < 1) {
    return `its tokens are met exactly; ${usd(billed - computed.nanoUsd)} is a fee beside them`;
  }
  if (tokens > 0)
    return `another rate of tokens at that time or on that route: billed ${usd(tokens * 1e9)}, ours ${usd(computed.nanoUsd)}`;
  return `${unexplainedReason}: billed ${usd(billed)}, ours ${usd(computed.nanoUsd)}`;
}

function usd(nanoUsd: number): string {
  return `$${(nanoUsd / 1e9).toFixed(9)}`;
}
