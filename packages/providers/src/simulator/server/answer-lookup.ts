import { faultFailure } from '../faults/fault-failure.ts';
import { isTransportFault } from '../faults/is-transport-fault.ts';
import type { LookupEndpoint } from '../wire/endpoint.ts';
import { admit } from './admit.ts';
import type { Asked } from './answer-generation.ts';
import { breakTransport } from './break-transport.ts';
import { type Call, refuse } from './call.ts';
import { planLatency } from './plan-latency.ts';
import { sendWhole } from './send.ts';

/** Answers a request that needs no generation: embeddings and token counts. @throws RefusedRequest */
export async function answerLookup(call: Call, endpoint: LookupEndpoint, asked: Asked): Promise<void> {
  const { world, traffic } = call;
  const lookup = endpoint.read(asked.request);
  traffic.asked('byModel', lookup.model);
  const attempt = world.tried(asked.fingerprint);
  if (attempt > 0) traffic.repeated();
  const input = world.countTokens(lookup.text);
  const admitted = admit(call, { name: lookup.model, input, body: asked.request.body });
  if (admitted === undefined) return;
  const target = {
    model: lookup.model,
    route: endpoint.route,
    text: lookup.text,
    fingerprint: asked.fingerprint,
    attempt,
  };
  const fault = world.faults.pick(admitted.model.faults, target);
  if (fault !== undefined) traffic.asked('byFault', fault.kind);
  const failure = fault === undefined ? undefined : faultFailure(fault, lookup.model);
  if (failure !== undefined) return refuse(call, failure);
  if (fault !== undefined && (await breakTransport(call.response, fault))) return;
  traffic.spent(input, 0);
  const latency = planLatency(admitted.model, world.profile.seed, `${asked.fingerprint}:${attempt}`);
  const body = JSON.stringify(lookup.answer(world));
  await sendWhole(
    {
      response: call.response,
      headers: call.headers,
      latency,
      fault: isTransportFault(fault) ? fault : undefined,
      errorFrame: () => '',
    },
    body,
    0,
  );
}
