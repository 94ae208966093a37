/** A node of a graph: what it is called and what must come before it. */
export interface OrderedItem {
  readonly id: string;
  readonly after: readonly string[];
}

export interface DependencyOrder {
  /** Ids, each after all it waits for; ties by place in the list. Those on a cycle come last, in list order. */
  readonly order: readonly string[];
  /** One path for each knot of cycles, first id repeated at its end. */
  readonly cycles: readonly (readonly string[])[];
}

/** Kahn's algorithm with a heap of places, so that the order depends on the list and the edges alone. */
export function dependencyOrder(items: readonly OrderedItem[]): DependencyOrder {
  const places = new Map(items.map((item, place) => [item.id, place]));
  const missing = items.map((item) => new Set(item.after.filter((id) => places.has(id))).size);
  const dependents = items.map((): number[] => []);
  items.forEach((item, place) => {
    for (const id of new Set(item.after)) dependents[places.get(id) ?? -1]?.push(place);
  });
  const ready = new PlaceHeap();
  missing.forEach((count, place) => {
    if (count === 0) ready.push(place);
  });
  const order: number[] = [];
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    order.push(place);
    for (const next of dependents[place] ?? []) {
      missing[next] = (missing[next] ?? 0) - 1;
      if (missing[next] === 0) ready.push(next);
    }
  }
  const done = new Set(order);
  const left = items.filter((_, place) => !done.has(place));
  const ids = order.map((place) => items[place]?.id ?? '');
  return { order: [...ids, ...left.map((item) => item.id)], cycles: left.length === 0 ? [] : findCycles(left) };
}

/** Each step on a cycle is told of once. */
function findCycles(left: readonly OrderedItem[]): readonly (readonly string[])[] {
  const byId = new Map(left.map((item) => [item.id, item]));
  const seen = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const item of left) {
    const path: string[] = [];
    const onPath = new Map<string, number>();
    let id: string | undefined = item.id;
    while (id !== undefined && !seen.has(id)) {
      seen.add(id);
      onPath.set(id, path.length);
      path.push(id);
      id = byId.get(id)?.after.find((next) => byId.has(next) && (onPath.has(next) || !seen.has(next)));
    }
    const from = id === undefined ? undefined : onPath.get(id);
    if (id !== undefined && from !== undefined) cycles.push([...path.slice(from), id]);
  }
  return cycles;
}

/** The smallest place first. */
class PlaceHeap {
  private readonly places: number[] = [];

  push(place: number): void {
    const { places } = this;
    let at = places.push(place) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((places[parent] ?? 0) <= place) break;
      places[at] = places[parent] ?? 0;
      at = parent;
    }
    places[at] = place;
  }

  pop(): number | undefined {
    const { places } = this;
    const top = places[0];
    const last = places.pop();
    if (last === undefined || places.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= places.length) break;
      if ((places[child + 1] ?? Number.POSITIVE_INFINITY) < (places[child] ?? 0)) child++;
      if ((places[child] ?? 0) >= last) break;
      places[at] = places[child] ?? 0;
      at = child;
    }
    places[at] = last;
    return top;
  }
}
