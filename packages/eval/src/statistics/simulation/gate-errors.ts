import type { Condition } from '../../gates/decide/condition.ts';
import { decide } from '../../gates/decide/decide.ts';
import type { Decision } from '../../gates/decide/decision.ts';
import { type SeededRandom, seededRandom } from '../random/seeded-random.ts';
import { halvedLevel, lookLevels } from '../sequential/group-sequential.ts';
import { shareOf } from './share-of.ts';
import type { SimulationOptions, SimulationRow } from './simulation-row.ts';

/** A yes/no score under both arms: `psi` of the cases differ, by `difference` in the candidate's favour. */
interface Truth {
  readonly psi: number;
  readonly difference: number;
}

interface Arms {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

const margin = 0.03;
const condition: Condition = { measure: { kind: 'score' }, comparison: { kind: 'not_worse', margin } };

/** How often a gate errs: identical models that fail, and models at the margin that ship, with one look or several. */
export function gateErrors(options: SimulationOptions): readonly SimulationRow[] {
  return [...identicalModels(options), ...lookingAgain(options), ...neededCases(options)];
}

function identicalModels({ repetitions, seed }: SimulationOptions): readonly SimulationRow[] {
  const gates: Readonly<Record<string, (arms: Arms) => boolean>> = {
    'any drop fails': ({ baseline, candidate }) => total(candidate) < total(baseline),
    ours: (arms) => decideOn(arms).verdict === 'fail',
  };
  return Object.entries(gates).map(([method, fails]) => {
    const random = seededRandom(seed);
    const measured = shareOf(repetitions, () => fails(draw(200, { psi: 0.1, difference: 0 }, random)));
    return {
      study: 'identical models fail',
      setting: 'n = 200, 10 % differ',
      method,
      nominal: 0.05,
      measured,
      repetitions,
    };
  });
}

/** Each plan's level at look 1, 2, 3, 4, with equally spaced sizes. */
function lookingAgain({ repetitions, seed }: SimulationOptions): readonly SimulationRow[] {
  const sizes = [200, 400, 600, 800];
  const plans: Readonly<Record<string, readonly number[]>> = {
    unadjusted: sizes.map(() => 0.05),
    'half each time': sizes.map((_, index) => halvedLevel(0.05, index + 1)),
    "O'Brien-Fleming": lookLevels({ kind: 'obrien-fleming', looks: 4, alpha: 0.05 }),
    Pocock: lookLevels({ kind: 'pocock', looks: 4, alpha: 0.05 }),
  };
  const rows = Object.entries(plans).map(([method, levels]) => {
    const random = seededRandom(seed);
    const measured = shareOf(repetitions, () => {
      const arms = draw(800, { psi: 0.1, difference: -margin }, random);
      return sizes.some(
        (size, look) => decideOn(first(arms, size), { confidence: 1 - (levels[look] ?? 0) }).verdict === 'pass',
      );
    });
    return {
      study: 'a model at the margin ships',
      setting: '4 looks, 200 to 800',
      method,
      nominal: 0.05,
      measured,
      repetitions,
    };
  });
  const random = seededRandom(seed);
  const always = shareOf(repetitions, () => {
    const arms = draw(800, { psi: 0.1, difference: -margin }, random);
    return sizes.some((size) => decideOn(first(arms, size), { interval: 'always-valid' }).verdict === 'pass');
  });
  const setting = '4 looks, 200 to 800';
  const study = 'a model at the margin ships';
  return [...rows, { study, setting, method: 'always-valid', nominal: 0.05, measured: always, repetitions }];
}

/** The N of an open gate, if the models are equal: how many runs of that size decide. */
function neededCases({ repetitions, seed }: SimulationOptions): readonly SimulationRow[] {
  const random = seededRandom(seed);
  const truth = { psi: 0.1, difference: 0 };
  const open = Array.from({ length: 50 }, () => decideOn(draw(150, truth, random))).filter(
    ({ neededIfNoDifference }) => neededIfNoDifference !== undefined,
  );
  const needs = open.map(({ n, neededIfNoDifference = 0 }) => n + neededIfNoDifference).sort((a, b) => a - b);
  const size = needs[Math.floor(needs.length / 2)] ?? 150;
  const measured = shareOf(repetitions, () => decideOn(draw(size, truth, random)).verdict !== 'inconclusive');
  const study = 'runs of the size N that decide';
  return [{ study, setting: `N = ${size}, equal models`, method: 'ours', nominal: 0.8, measured, repetitions }];
}

function decideOn({ baseline, candidate }: Arms, more: Partial<Condition> = {}): Decision {
  return decide({ ...condition, ...more }, { baseline: { scores: baseline }, candidate: { scores: candidate } });
}

function draw(n: number, { psi, difference }: Truth, random: SeededRandom): Arms {
  const lost = (psi - difference) / 2;
  const pairs = Array.from({ length: n }, () => {
    const chance = random.uniform();
    if (chance < lost) return { before: 1, after: 0 };
    return chance < psi ? { before: 0, after: 1 } : { before: 1, after: 1 };
  });
  return { baseline: pairs.map(({ before }) => before), candidate: pairs.map(({ after }) => after) };
}

function first({ baseline, candidate }: Arms, size: number): Arms {
  return { baseline: baseline.slice(0, size), candidate: candidate.slice(0, size) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
