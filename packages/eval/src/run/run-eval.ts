import type { RunOptions } from '@sluice/runner';
import { type CaseEnd, unitOf } from '../records/case-end.ts';
import type { CaseRecord } from '../records/case-record.ts';
import { SampleLedger } from '../records/sample-ledger.ts';
import { SampleTable } from '../records/sample-table.ts';
import { buildResult, type Tables } from '../result/build-result.ts';
import type { EvalResult } from '../result/eval-result.ts';
import type { EvalSuite } from '../suite/eval-suite.ts';
import { JudgePlans } from './ask-judge.ts';
import { evalDefinition } from './eval-definition.ts';
import type { EvalHost, EvalOptions } from './eval-host.ts';
import { Pool } from './pool.ts';
import { type PreparedDataset, type PreparedRow, usedRows } from './prepare-dataset.ts';
import { Progress } from './progress.ts';
import { type CaseRunner, runCase, type Sample } from './run-case.ts';
import { SampleStopped, stopReason } from './sample-stopped.ts';

export interface EvalJob {
  readonly suite: EvalSuite;
  readonly dataset: PreparedDataset;
  /** A new run's id, or that of the run to resume. */
  readonly runId: string;
}

/** Runs every sample that is not done yet, and reports. What stops it early leaves it resumable. */
export async function runEval(job: EvalJob, host: EvalHost, options: EvalOptions): Promise<EvalResult> {
  const { suite, dataset, runId } = job;
  const { store, clock, prices } = host.runner;
  const variants = suite.variants.map(({ name }) => name);
  const running: Running = {
    ...job,
    host,
    options,
    tables: emptyTables(suite),
    ledger: new SampleLedger(variants, suite.repeat),
    progress: new Progress(dataset.cases * variants.length * suite.repeat, options.onProgress),
    end: new EvalEnd(options),
  };
  if (options.resume) await restore(running);
  else await create(running);
  await runOrLeave(running);
  const stopped = running.progress.isComplete ? undefined : running.end.reason;
  const definition = evalDefinition(suite, dataset, { prices: prices.date, simulated: host.simulated });
  const result = await buildResult({
    definition,
    suite,
    dataset,
    runId,
    tables: running.tables,
    store,
    stopped,
    at: clock.now(),
  });
  const status = stopped === undefined ? 'succeeded' : 'incomplete';
  await store.update(runId, { status, finishedAt: clock.now(), summary: result });
  return result;
}

interface Running extends EvalJob {
  readonly host: EvalHost;
  readonly options: EvalOptions;
  readonly tables: Tables;
  readonly ledger: SampleLedger;
  readonly progress: Progress;
  readonly end: EvalEnd;
}

/** Why an evaluation ends before its last sample. */
class EvalEnd {
  readonly #abort = new AbortController();
  readonly #options: EvalOptions;
  #reason: EvalResult['stopped'];
  #defect: { readonly error: unknown } | undefined;

  constructor(options: EvalOptions) {
    this.#options = options;
    const abort = (): void => this.#abort.abort(options.signal.reason);
    if (options.signal.aborted) abort();
    else options.signal.addEventListener('abort', abort, { once: true });
  }

  /** Ends calls in flight. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether no further sample is started. */
  get stopping(): boolean {
    return (
      this.#abort.signal.aborted ||
      this.#reason !== undefined ||
      this.#defect !== undefined ||
      this.#options.stop?.aborted === true
    );
  }

  get reason(): EvalResult['stopped'] {
    const interrupted = this.#options.signal.aborted || this.#options.stop?.aborted === true;
    return this.#reason ?? (interrupted ? 'interrupted' : undefined);
  }

  /** No new samples; those in flight end by themselves. */
  stop(reason: NonNullable<EvalResult['stopped']>): void {
    this.#reason ??= reason;
  }

  /** A defect: no new samples, and those in flight are kept before it is thrown. */
  fail(error: unknown): void {
    this.#defect ??= { error };
  }

  throwDefect(): void {
    if (this.#defect) throw this.#defect.error;
  }
}

/** A defect, or a dataset that is not what it was, leaves the run resumable. */
async function runOrLeave(running: Running): Promise<void> {
  try {
    await runSamples(running);
    running.end.throwDefect();
  } catch (error) {
    const { store, clock } = running.host.runner;
    await store.update(running.runId, { status: 'incomplete', finishedAt: clock.now() });
    throw error;
  }
}

async function runSamples(running: Running): Promise<void> {
  const { suite, host, options, end } = running;
  const pool = new Pool(suite.concurrency);
  const shared = { suite, host, judges: new JudgePlans(host, suite.aliases), runId: running.runId };
  try {
    for await (const row of usedRows(suite)) {
      for (const sample of openSamples(row, running)) {
        if (end.stopping) break;
        const runner: CaseRunner = { ...shared, options: runOptions(running, sample) };
        // Rows are read no faster than they are run: memory does not grow with the dataset.
        await pool.start(() => runSample(sample, runner, running));
      }
      if (end.stopping) break;
    }
  } finally {
    await pool.idle();
  }
  if (options.signal.aborted) end.stop('interrupted');
}

async function runSample(sample: Sample, runner: CaseRunner, running: Running): Promise<void> {
  try {
    const record = await running.progress.track(() => runCase(sample, runner));
    if (record === undefined) return;
    // Left for a resumed run.
    const reason = stopReason(record.error);
    if (reason === undefined) await keep(sample, record, running);
    else running.end.stop(reason);
  } catch (error) {
    if (error instanceof SampleStopped) running.end.stop(error.reason);
    else if (!running.end.signal.aborted) running.end.fail(error);
  }
}

async function keep(sample: Sample, record: CaseRecord, running: Running): Promise<void> {
  const { store, clock } = running.host.runner;
  const row = sample.row.index;
  const event: CaseEnd = { type: 'case-end', at: clock.now(), row, record };
  await store.append(running.runId, sample.unit, [event]);
  running.tables.get(record.variant)?.add(row, record);
  running.ledger.markDone({ variant: record.variant, row, repeat: record.repeat });
  running.progress.end(record);
}

function runOptions({ options, end, host, ledger }: Running, { variant, row, repeat }: Sample): RunOptions {
  const again = ledger.isAgain({ variant: variant.name, row: row.index, repeat });
  return {
    signal: end.signal,
    cache: again && options.cache === 'read_write' ? 'refresh' : options.cache,
    cacheByDefault: true,
    concurrency: Number.POSITIVE_INFINITY,
    ...(options.budget ? { budget: options.budget } : {}),
    approvals: async () => ({ approved: true, answer: { approved: true }, by: `eval, ${host.runner.clock.now()}` }),
    resume: options.resume && !again,
  };
}

function* openSamples(row: PreparedRow, { suite, ledger, host }: Running): Generator<Sample> {
  for (const variant of suite.variants) {
    for (let repeat = 0; repeat < suite.repeat; repeat += 1) {
      const place = { variant: variant.name, row: row.index, repeat };
      if (ledger.isDone(place)) continue;
      const unit = unitOf(variant.name, row.index, repeat);
      // A sample that is run again has a log of its own, or its old failure would be taken up.
      const again = ledger.isAgain(place) ? `/again-${host.runner.clock.now()}` : '';
      yield { row, variant, repeat, unit: `${unit}${again}` };
    }
  }
}

function emptyTables(suite: EvalSuite): Tables {
  const scorers = suite.scorers.map(({ id, range }) => ({ id, minimum: range[0] }));
  return new Map(suite.variants.map(({ name }) => [name, new SampleTable({ scorers, repeat: suite.repeat })]));
}

async function create({ suite, dataset, runId, host }: Running): Promise<void> {
  const { store, clock, prices } = host.runner;
  const definition = evalDefinition(suite, dataset, { prices: prices.date, simulated: host.simulated });
  await store.create({
    id: runId,
    kind: 'eval',
    name: suite.name,
    createdAt: clock.now(),
    status: 'running',
    definition,
  });
}

/** Takes up what is on disk: finished samples are read back, the others find their paid answers in the log. */
async function restore({ runId, host, tables, ledger, progress, options }: Running): Promise<void> {
  const { store } = host.runner;
  for await (const { event } of store.readTypes(runId, ['case-end'])) {
    const { row, record } = event as CaseEnd;
    const table = tables.get(record.variant);
    if (table === undefined) continue;
    const sample = { variant: record.variant, row, repeat: record.repeat };
    table.add(row, record);
    if (options.retryErrors === true && record.status === 'failed') {
      ledger.markAgain(sample);
      continue;
    }
    if (!ledger.isDone(sample)) progress.end(record);
    ledger.markDone(sample);
  }
  await store.update(runId, { status: 'running' });
}
