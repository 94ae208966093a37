export type { AbortSignalLike, Clock, SourceFiles } from './host.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';

export type { Diagnostic, Parsed, Severity } from './errors/diagnostic.ts';
export { FailureError, isRetryable, permanentFailures, retryableFailures } from './errors/failure.ts';
export type { FailedAttempt, Failure, FailureType } from './errors/failure.ts';
export { PipelineError } from './errors/pipeline-error.ts';
export { defineProblem } from './errors/problem.ts';
export type { Problem, ProblemDefinition } from './errors/problem.ts';
export type { Position, SourceText, Span } from './errors/span.ts';
export { UsageError } from './errors/usage-error.ts';

export { addCosts, usdOf } from './model/cost.ts';
export type { Cost, KnownCost, Price, PriceBook, UnknownCost } from './model/cost.ts';
export type {
  FilePart,
  ImagePart,
  MediaSource,
  Message,
  Part,
  ProviderPart,
  Role,
  TextPart,
  ToolCallPart,
  ToolResultPart,
} from './model/message.ts';
export type {
  Embedder,
  Embeddings,
  FinishReason,
  GenerateOptions,
  Model,
  ModelParams,
  ModelProvider,
  ModelRequest,
  ModelResponse,
  RateLimitState,
  ReasoningParams,
  RequestOrigin,
  ResponseTiming,
  ToolDefinition,
  UnsupportedParameter,
} from './model/model.ts';
export { inputTokens, noUsage, outputTokens, sumKnown } from './model/usage.ts';
export type { ToolFees, Usage } from './model/usage.ts';

export type {
  CacheEntry,
  CacheStats,
  LogEvent,
  ResponseCache,
  RunChange,
  RunFilter,
  RunHeader,
  RunStore,
  StoredEvent,
  StoredRunStatus,
} from './store/run-store.ts';
