import type { FaultRule } from '../profile/profile.ts';
import { seededUnit } from '../random/seeded.ts';

/** A request as faults see it. */
export interface FaultTarget {
  readonly model: string;
  readonly route: string;
  /** All text of the prompt. */
  readonly text: string;
  /** Identifies the request's content: a retry has the same one. */
  readonly fingerprint: number;
  /** Which attempt at this content it is, from 0. */
  readonly attempt: number;
}

/**
 * Chooses the fault of each request. A rate is drawn from the seed, the request's content and its attempt, so that the
 * same cases meet the same faults in any order, and a retry is drawn anew.
 */
export class FaultPicker {
  readonly #seed: number;
  readonly #fired = new Map<FaultRule, number>();
  readonly #firedFor = new Map<string, number>();
  readonly #requests = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The first fault of the model that fires for this request. */
  pick(faults: readonly FaultRule[], target: FaultTarget): FaultRule | undefined {
    if (faults.length === 0) return undefined;
    const ordinal = (this.#requests.get(target.model) ?? 0) + 1;
    this.#requests.set(target.model, ordinal);
    const fault = faults.find((candidate) => this.#fires(candidate, target, ordinal));
    if (fault === undefined) return undefined;
    this.#fired.set(fault, (this.#fired.get(fault) ?? 0) + 1);
    const own = ownCount(fault, target);
    this.#firedFor.set(own, (this.#firedFor.get(own) ?? 0) + 1);
    return fault;
  }

  #fires(fault: FaultRule, target: FaultTarget, ordinal: number): boolean {
    if (fault.route !== undefined && !fault.route.test(target.route)) return false;
    if (fault.match !== undefined && !fault.match.test(target.text)) return false;
    if ((this.#fired.get(fault) ?? 0) >= fault.times) return false;
    if ((this.#firedFor.get(ownCount(fault, target)) ?? 0) >= fault.timesPerRequest) return false;
    if (fault.onRequest?.has(ordinal)) return true;
    if (fault.rate === undefined) return fault.onRequest === undefined;
    return (
      seededUnit(this.#seed, 'fault', fault.kind, fault.position, target.model, target.fingerprint, target.attempt) <
      fault.rate
    );
  }
}

function ownCount(fault: FaultRule, target: FaultTarget): string {
  return `${fault.position}:${target.model}:${target.fingerprint}`;
}
