import { writeFileSync } from 'node:fs';

// Loaded with --import: when the process ends, what it used goes to the file that BENCH_USAGE names.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const file = process.env.BENCH_USAGE;
  if (file) writeFileSync(file, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }));
});
