import type { ExecutionEvent, RunStore } from '@sluice/core';
import type { Redactor } from './host.ts';

export interface JournalSettings {
  readonly store: RunStore;
  readonly runId: string;
  readonly unit: string;
  readonly redactor: Redactor | undefined;
  readonly onEvent: ((event: ExecutionEvent) => void) | undefined;
  /** Kept until something happens: a run that finds everything done already leaves no trace. */
  readonly opening: ExecutionEvent | undefined;
}

/**
 * The one writer of a run's log. Events go to the store in order; most travel with the next one that must be durable.
 * Listeners hear of events in that same order, of a durable one only when it is on disk.
 */
export class Journal {
  readonly #settings: JournalSettings;
  #pending: ExecutionEvent[] = [];
  #written: Promise<unknown> = Promise.resolve();
  #untold: { readonly event: ExecutionEvent; told: boolean }[] = [];
  #opening: ExecutionEvent | undefined;
  #scheduled = false;

  constructor(settings: JournalSettings) {
    this.#settings = settings;
    this.#opening = settings.opening;
  }

  /** Whether anything was recorded. */
  get isOpen(): boolean {
    return this.#opening === undefined;
  }

  record(event: ExecutionEvent): void {
    this.#announce(this.#add(event), true);
    // Somebody may be watching a plain run; units of an eval are read when they are done.
    if (this.#settings.unit === '') this.#writeSoon();
  }

  /** Resolves when the event, and all before it, are durable. */
  async durable(event: ExecutionEvent): Promise<void> {
    const place = this.#announce(this.#add(event), false);
    await this.#write();
    if (place === undefined) return;
    place.told = true;
    this.#tell();
  }

  /** Resolves when everything recorded so far is durable; rejects when any of it could not be written. */
  async flush(): Promise<void> {
    if (this.#pending.length > 0) void this.#write();
    await this.#written;
  }

  #add(event: ExecutionEvent): ExecutionEvent {
    if (this.#opening !== undefined) {
      const opening = this.#opening;
      this.#opening = undefined;
      this.#announce(this.#add(opening), true);
    }
    const kept = this.#settings.redactor?.redact(event) ?? event;
    this.#pending.push(kept);
    return kept;
  }

  #writeSoon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#pending.length > 0) void this.#write();
    });
  }

  #write(): Promise<void> {
    const events = this.#pending;
    this.#pending = [];
    const { store, runId, unit } = this.#settings;
    const writing = store.append(runId, unit, events);
    const all = Promise.all([this.#written, writing]);
    // Whoever flushes hears of a failure; until then it must not count as unhandled.
    all.catch(() => undefined);
    this.#written = all;
    return writing;
  }

  #announce(event: ExecutionEvent, told: boolean): { told: boolean } | undefined {
    if (this.#settings.onEvent === undefined) return undefined;
    const place = { event, told };
    this.#untold.push(place);
    if (told) this.#tell();
    return place;
  }

  #tell(): void {
    while (this.#untold[0]?.told === true) {
      const next = this.#untold.shift();
      if (next !== undefined) this.#settings.onEvent?.(next.event);
    }
  }
}
