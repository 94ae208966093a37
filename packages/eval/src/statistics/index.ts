export {
  agreementTable,
  cohenKappa,
  gwetAc1,
  type Kappa,
  type KappaWeights,
  kappaInterval,
} from './agreement/kappa.ts';
export {
  type AutomaticOptions,
  automaticInterval,
  automaticMean,
  automaticPairedDifference,
  automaticRate,
  isYesNo,
} from './automatic.ts';
export { bcaInterval, percentileInterval } from './bootstrap/bca.ts';
export { type BootstrapOptions, defaultResamples } from './bootstrap/bootstrap-options.ts';
export { type ClusterId, type ClusterRobust, clusterInterval, clusterRobust } from './clusters/cluster-robust.ts';
export { kendallTauB, pearson, spearman } from './correlation/correlation.ts';
export { type VarianceComponents, varianceComponents } from './epochs/variance-components.ts';
export { newcombe } from './independent/newcombe.ts';
export { type Welch, welch } from './independent/welch.ts';
export type { Interval, IntervalMethod } from './interval.ts';
export {
  type LabelledScores,
  type PredictionPowered,
  predictionPowered,
  tunedPredictionPowered,
} from './judge/prediction-powered.ts';
export { type CorrectedRate, type JudgedRate, roganGladen } from './judge/rogan-gladen.ts';
export { type Moments, mean, moments, sum } from './mean/moments.ts';
export { signFlipInterval, signFlipTest } from './mean/sign-flip.ts';
export { tInterval } from './mean/t-interval.ts';
export { benjaminiHochberg, bonferroni, holm } from './multiplicity/adjust-p-values.ts';
export { type McNemar, mcnemar } from './paired-binary/mcnemar.ts';
export { newcombePaired } from './paired-binary/newcombe-paired.ts';
export { type PairedTable, pairedTable } from './paired-binary/paired-table.ts';
export { tango } from './paired-binary/tango.ts';
export { casesForPairedRate, detectableDifference, type ErrorRates } from './power/sample-sizes.ts';
export { clopperPearson } from './proportion/clopper-pearson.ts';
export type { Count } from './proportion/count.ts';
export { wilson } from './proportion/wilson.ts';
export { fewestForUpperBound, quantileInterval } from './quantile/order-statistic.ts';
export { type QuantileType, quantile } from './quantile/quantile.ts';
export { clusteredQuantile, quantileDifference, quantileRatio } from './quantile/quantile-comparison.ts';
export type { QuantileArms } from './quantile/quantile-replicates.ts';
export { defaultSeed, type SeededRandom, seededRandom } from './random/seeded-random.ts';
export { type BradleyTerry, bradleyTerry, type Match } from './ranking/bradley-terry.ts';
export {
  type ArmCosts,
  costPerSuccess,
  costPerSuccessDifference,
  costPerSuccessInterval,
  costPerSuccessRatio,
  type PairedCosts,
} from './ratio/cost-per-success.ts';
export { type Fieller, fieller } from './ratio/fieller.ts';
export { meanRatio, type PairedNumbers } from './ratio/mean-ratio.ts';
export { halvedLevel, type LookPlan, lookLevels } from './sequential/group-sequential.ts';
export { type BettingOptions, bettingInterval, evidenceProcess } from './sequential/hedged-betting.ts';
