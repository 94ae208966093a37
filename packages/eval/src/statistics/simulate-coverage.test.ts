import { beforeAll, describe, expect, test } from 'vitest';
import { simulateCoverage } from './simulate-coverage.ts';
import type { SimulationRow } from './simulation/simulation-row.ts';

const prove = process.env.SLUICE_PROVE === '1';
const repetitions = prove ? 4000 : 150;

describe('what the intervals and gates promise, measured', () => {
  let rows: readonly SimulationRow[] = [];
  beforeAll(() => {
    rows = simulateCoverage({ repetitions, resamples: prove ? 1000 : 200, seed: 20_261_121 });
    console.log(rows.map(line).join('\n'));
  }, 1_800_000);

  const of = (study: string, method: string) => {
    const found = rows.filter((row) => row.study === study && row.method === method);
    expect(found.length).toBeGreaterThan(0);
    return found;
  };
  /** Three and a half standard errors of a simulated share; nothing where the outcomes were enumerated. */
  const noise = ({ nominal, repetitions: trials }: SimulationRow) =>
    trials === undefined ? 0 : 3.5 * Math.sqrt((nominal * (1 - nominal)) / trials);

  test('a pass rate is covered, where the textbook interval is not', () => {
    for (const { measured } of of('coverage of a pass rate', 'ours')) expect(measured).toBeGreaterThan(0.93);
    const textbook = of('coverage of a pass rate', 'wald').find(({ setting }) => setting === 'n = 10, p = 0.9');
    expect(textbook?.measured).toBeCloseTo(0.6497, 4);
  });

  test('a candidate at the margin rarely passes, where Wald and t pass it far too often', () => {
    for (const { measured } of of('false pass at the margin', 'tango')) expect(measured).toBeLessThanOrEqual(0.055);
    for (const method of ['wald', 'paired t']) {
      const worst = Math.max(...of('false pass at the margin', method).map(({ measured }) => measured));
      expect(worst).toBeGreaterThan(0.1);
    }
  });

  test.each(['coverage with clusters', 'coverage of a cost-per-success ratio', 'coverage of a p95 ratio'])(
    '%s is near 95 %%',
    (study) => {
      for (const row of of(study, 'ours')) expect(row.measured).toBeGreaterThan(0.93 - noise(row));
    },
  );

  test('independence assumed inside clusters covers far too little', () => {
    for (const { measured } of of('coverage with clusters', 'as if independent')) expect(measured).toBeLessThan(0.85);
  });

  test('a mean is covered when symmetric; a strong skew costs coverage and the rows say how much', () => {
    for (const row of of('coverage of a mean', 'ours')) {
      const floor = row.setting.startsWith('normal') ? 0.94 : 0.75;
      expect(row.measured).toBeGreaterThan(floor - noise(row));
    }
  });

  test('identical models hardly ever fail, where "any drop fails" fails them nearly every second time', () => {
    expect(of('identical models fail', 'any drop fails')[0]?.measured).toBeGreaterThan(0.3);
    expect(of('identical models fail', 'ours')[0]?.measured).toBeLessThanOrEqual(0.05);
  });

  test('looking again costs nothing when it is paid for', () => {
    const study = 'a model at the margin ships';
    for (const method of ['half each time', "O'Brien-Fleming", 'Pocock', 'always-valid']) {
      const [row] = of(study, method);
      expect(row?.measured).toBeLessThanOrEqual(0.055 + (row ? noise(row) : 0));
    }
    expect(of(study, 'unadjusted')[0]?.measured).toBeGreaterThan(0.07);
  });

  test('the printed N decides about four runs in five', () => {
    const [row] = of('runs of the size N that decide', 'ours');
    expect(Math.abs((row?.measured ?? 0) - 0.8)).toBeLessThan(0.04 + (row ? noise(row) : 0));
  });
});

function line({ study, setting, method, nominal, measured, repetitions: trials }: SimulationRow): string {
  const counted = trials === undefined ? 'exact' : `${trials} runs`;
  return `${study}: ${setting}, ${method}: ${measured.toFixed(4)} (nominal ${nominal}, ${counted})`;
}
