import { type EvalProgress, formatUsd } from '@sluice/eval';
import type { Terminal } from './terminal.ts';

export interface ProgressLine {
  show(progress: EvalProgress): void;
  end(): void;
}

export interface ProgressScale {
  readonly total: number;
  readonly budget: number | undefined;
}

const redrawMs = 100;
const pipeMs = 30_000;

/** On a terminal one line, redrawn at most ten times a second; in a pipe a line each 10 % or 30 s. */
export function progressLine(terminal: Terminal, scale: ProgressScale): ProgressLine {
  const started = Date.now();
  return terminal.live ? liveLine(terminal, scale, started) : pipeLines(terminal, scale, started);
}

function liveLine(terminal: Terminal, scale: ProgressScale, started: number): ProgressLine {
  let drawn = 0;
  let latest: EvalProgress | undefined;
  const draw = (progress: EvalProgress): void => {
    const line = describe(progress, scale, started);
    const bar = barOf(progress.done, scale.total);
    process.stderr.write(`\r\u001B[K${`${bar} ${line}`.slice(0, Math.max(20, terminal.width - 1))}`);
  };
  return {
    show(progress) {
      latest = progress;
      const now = Date.now();
      if (now - drawn < redrawMs) return;
      drawn = now;
      draw(progress);
    },
    end() {
      if (latest === undefined) return;
      draw(latest);
      process.stderr.write('\n');
      if (latest.lastFailure !== undefined) terminal.note(`last failure: ${latest.lastFailure}`);
    },
  };
}

function pipeLines(terminal: Terminal, scale: ProgressScale, started: number): ProgressLine {
  let tenths = 0;
  let said = started;
  let failure: string | undefined;
  terminal.note(`${scale.total} samples to run`);
  return {
    show(progress) {
      failure = progress.lastFailure;
      const now = Date.now();
      const reached = Math.floor((progress.done / scale.total) * 10);
      if (reached <= tenths && now - said < pipeMs) return;
      tenths = Math.max(tenths, reached);
      said = now;
      terminal.note(describe(progress, scale, started));
    },
    end() {
      if (failure !== undefined) terminal.note(`last failure: ${failure}`);
    },
  };
}

function describe(progress: EvalProgress, { total, budget }: ProgressScale, started: number): string {
  const { done, inFlight, failed, spentUsd } = progress;
  const seconds = (Date.now() - started) / 1000;
  const left = done === 0 ? undefined : (seconds / done) * (total - done);
  const successes = Object.values(progress.success);
  const samples = successes.reduce((sum, one) => sum + one.samples, 0);
  const rate = samples === 0 ? 0 : successes.reduce((sum, one) => sum + one.successes, 0) / samples;
  const parts = [`${done}/${total}`];
  if (left !== undefined && done < total) parts.push(`${left.toFixed(0)} s left`);
  parts.push(`${formatUsd(spentUsd)}${budget === undefined ? '' : ` of ${formatUsd(budget)}`}`);
  if (inFlight > 0) parts.push(`${inFlight} in flight`);
  parts.push(`success ${(rate * 100).toFixed(0)} %`);
  if (failed > 0) parts.push(`${failed} failed`);
  return parts.join(' · ');
}

function barOf(done: number, total: number): string {
  const filled = total === 0 ? 0 : Math.round((done / total) * 16);
  return `[${'#'.repeat(filled)}${'.'.repeat(16 - filled)}]`;
}
