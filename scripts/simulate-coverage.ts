import { simulateCoverage } from '../packages/eval/src/statistics/simulate-coverage.ts';

const repetitions = Number(process.argv[2] ?? 1000);
console.log(`Coverage and error rates, ${repetitions} simulated runs where outcomes are not enumerated`);
let study = '';
for (const row of simulateCoverage({ repetitions })) {
  if (row.study !== study) console.log(`\n${row.study} (nominal ${row.nominal})`);
  study = row.study;
  const counted = row.repetitions === undefined ? 'exact' : '';
  console.log(`  ${row.setting.padEnd(30)} ${row.method.padEnd(20)} ${row.measured.toFixed(4)} ${counted}`);
}
