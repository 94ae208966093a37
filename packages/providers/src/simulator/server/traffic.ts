/** What a simulator was asked since it started or was reset. */
export interface SimulatorStats {
  readonly total: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  /** Requests whose client left before the answer was complete. */
  readonly aborted: number;
  /** Requests whose content had been asked before: repetitions and retries. */
  readonly repeated: number;
  readonly byModel: Readonly<Record<string, number>>;
  readonly byRoute: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests by the case key that a rule's expression found in them. */
  readonly byCase: Readonly<Record<string, number>>;
  readonly byRule: Readonly<Record<string, number>>;
  readonly byFault: Readonly<Record<string, number>>;
  readonly tokens: { readonly input: number; readonly output: number };
}

/** Counts requests. */
export class Traffic {
  #counts = zero();
  #inFlight = 0;
  #maxInFlight = 0;

  get inFlight(): number {
    return this.#inFlight;
  }

  began(): void {
    this.#counts.total += 1;
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
  }

  ended(status: number, aborted: boolean): void {
    this.#inFlight -= 1;
    if (aborted) this.#counts.aborted += 1;
    else add(this.#counts.byStatus, String(status));
  }

  asked(by: 'byModel' | 'byRoute' | 'byCase' | 'byRule' | 'byFault', name: string | undefined): void {
    if (name !== undefined) add(this.#counts[by], name);
  }

  /** Counts a request whose content had been asked before. */
  repeated(): void {
    this.#counts.repeated += 1;
  }

  spent(input: number, output: number): void {
    this.#counts.tokens.input += input;
    this.#counts.tokens.output += output;
  }

  stats(): SimulatorStats {
    const { byModel, byRoute, byStatus, byCase, byRule, byFault, ...sums } = this.#counts;
    const maps = [byModel, byRoute, byStatus, byCase, byRule, byFault].map((map) => Object.fromEntries(map));
    const [models = {}, routes = {}, statuses = {}, cases = {}, rules = {}, faults = {}] = maps;
    return {
      ...sums,
      tokens: { ...sums.tokens },
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      byModel: models,
      byRoute: routes,
      byStatus: statuses,
      byCase: cases,
      byRule: rules,
      byFault: faults,
    };
  }

  /** Forgets everything but the requests in flight. */
  reset(): void {
    this.#counts = zero();
    this.#maxInFlight = this.#inFlight;
  }
}

function zero() {
  return {
    total: 0,
    aborted: 0,
    repeated: 0,
    byModel: new Map<string, number>(),
    byRoute: new Map<string, number>(),
    byStatus: new Map<string, number>(),
    byCase: new Map<string, number>(),
    byRule: new Map<string, number>(),
    byFault: new Map<string, number>(),
    tokens: { input: 0, output: 0 },
  };
}

function add(map: Map<string, number>, name: string): void {
  map.set(name, (map.get(name) ?? 0) + 1);
}
