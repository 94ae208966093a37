import { betaQuantile } from '../../src/statistics/distributions/beta.ts';
import { binomialCdf } from '../../src/statistics/distributions/binomial.ts';
import { chiSquareQuantile } from '../../src/statistics/distributions/chi-square.ts';
import { normalQuantile } from '../../src/statistics/distributions/normal.ts';
import { studentTCdf, studentTQuantile } from '../../src/statistics/distributions/student-t.ts';
import type { Section } from './check.ts';

/** The distribution functions, which golden-stats.json groups under one section. */
export const distributionSections: Record<string, Section> = {
  qnorm: (row, check) => check.same(`qnorm ${row.p}`, normalQuantile(row.p), row.q),
  qt: (row, check) => check.same(`qt ${row.p} ${row.df}`, studentTQuantile(row.p, row.df), row.q),
  qbeta: (row, check) => check.same(`qbeta ${row.p}`, betaQuantile(row.p, { a: row.a, b: row.b }), row.q),
  qchisq: (row, check) => check.same(`qchisq ${row.p}`, chiSquareQuantile(row.p, row.df), row.q),
  pbinom: (row, check) => check.same(`pbinom ${row.k}`, binomialCdf(row.k, { n: row.n, p: row.p }), row.cdf),
  pt: (row, check) => check.same(`pt ${row.t}`, studentTCdf(row.t, row.df), row.cdf),
};
