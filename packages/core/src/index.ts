export type { AuthoredJson, AuthoredStep, OutputOf } from './builder/authored.ts';
export type { Block as AuthoredBlock, StepRefs } from './builder/block.ts';
export { mapOver, steps } from './builder/block.ts';
export { cel } from './builder/cel.ts';
export type { PipelineBuilder, PipelineDefinition, PipelineHead } from './builder/define-pipeline.ts';
export { definePipeline } from './builder/define-pipeline.ts';
export type { Ref } from './builder/ref.ts';
export { json, text } from './builder/text.ts';
export { canonicalJson } from './canonical-json.ts';
export type { CatalogueEntry } from './errors/catalogue.ts';
export { catalogue } from './errors/catalogue.ts';
export type { Diagnostic, Parsed, Severity } from './errors/diagnostic.ts';
export type { FailedAttempt, Failure, FailureType } from './errors/failure.ts';
export { FailureError, isRetryable, permanentFailures, retryableFailures } from './errors/failure.ts';
export { PipelineError } from './errors/pipeline-error.ts';
export type { Problem, ProblemDefinition } from './errors/problem.ts';
export { defineProblem } from './errors/problem.ts';
export type { DiagnosticFormat, RenderOptions } from './errors/render/render-diagnostics.ts';
export { diagnosticFormats, renderDiagnostics } from './errors/render/render-diagnostics.ts';
export type { TextStyle } from './errors/render/render-text.ts';
export { plainText } from './errors/render/render-text.ts';
export { renderErrorReference } from './errors/render-error-reference.ts';
export { isError, sortDiagnostics } from './errors/sort-diagnostics.ts';
export type { Position, SourceText, Span } from './errors/span.ts';
export { suggest } from './errors/suggest.ts';
export { SuspendedError } from './errors/suspended.ts';
export { UsageError } from './errors/usage-error.ts';
export { errorView } from './execution/error-view.ts';
export type {
  ExecutionEvent,
  ModelEnd,
  ModelError,
  RecordedResponse,
  RunEnd,
  RunStatus,
  SkipReason,
  StepEnd,
  ToolError,
} from './execution/event.ts';
export type { EventOf, ExecutionState, StepState } from './execution/execution-state.ts';
export { foldRun } from './execution/fold-run.ts';
export type { Decision, EndStatus } from './execution/ready-steps.ts';
export { decide, dependenciesWithin, readySteps } from './execution/ready-steps.ts';
export { costOf, usageByStep } from './execution/spending.ts';
export { blockPrefix, enclosingSteps, isWithin } from './execution/step-path.ts';
export { formatPipeline } from './format/format-pipeline.ts';
export { formatYaml } from './format/format-yaml.ts';
export type { KeyOrder } from './format/key-order.ts';
export { freezeJson } from './freeze-json.ts';
export { blockLevels, describeLevels } from './graph/block-levels.ts';
export type { GraphFormat } from './graph/render-graph.ts';
export { graphFormats, renderGraph } from './graph/render-graph.ts';
export type { AbortSignalLike, Clock, SourceFiles } from './host.ts';
export type { Json, JsonObject, JsonSchema } from './json.ts';
export { compileExpression, compileTemplate } from './language/compile.ts';
export type { Compiled } from './language/compiled.ts';
export type { LocatedText } from './language/located-text.ts';
export { locateText } from './language/located-text.ts';
export type { Reference } from './language/reference.ts';
export { renderExpressionReference } from './language/reference-page/render-expression-reference.ts';
export type { Scope, StepView } from './language/scope.ts';
export { errorSchema } from './language/step-schema.ts';
export type { StepType, TemplateEnvironment, TypeEnvironment } from './language/type-environment.ts';
export type { Expression, Template, Value } from './language/value.ts';
export { addUsage } from './model/add-usage.ts';
export type { Cost, KnownCost, Price, PriceBook, UnknownCost } from './model/cost.ts';
export { addCosts, usdOf } from './model/cost.ts';
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
export type { ToolFees, Usage } from './model/usage.ts';
export { inputTokens, noUsage, outputTokens, sumKnown } from './model/usage.ts';
export type { FallbackChain, ModelAlias, ModelAliases, SingleModel } from './pipeline/models.ts';
export { pipelineJsonSchema } from './pipeline/pipeline-json-schema.ts';
export type { CachePolicy, RetryPolicy, StepPolicy } from './pipeline/policy.ts';
export type { ModelNames } from './pipeline/read-models.ts';
export { readModels } from './pipeline/read-models.ts';
export { compileValue } from './plan/compile-value.ts';
export type { Block, Dependency, ErrorHandling, InputSpec, Plan, PlanNode } from './plan/plan.ts';
export type { PlanOptions } from './plan/plan-options.ts';
export { planPipeline } from './plan/plan-pipeline.ts';
export { usedModels } from './plan/used-models.ts';
export { renderPipelineReference } from './reference/render-pipeline-reference.ts';
export { checkJsonSchema } from './schema/check-json-schema.ts';
export { validateLocated } from './schema/validate-located.ts';
export { valueErrors } from './schema/value-errors.ts';
export { blockOutput } from './steps/block-output.ts';
export { builtinStepKinds } from './steps/builtin.ts';
export type {
  BlockCompileOptions,
  CompileContext,
  CompiledBlock,
  LocalTypes,
  StepSource,
} from './steps/compile-context.ts';
export { readParams } from './steps/prompt/read-params.ts';
export type {
  Abortable,
  BlockOptions,
  BlockResult,
  CallOptions,
  ModelAnswer,
  Question,
  StepContext,
  StepNote,
} from './steps/step-context.ts';
export type { CompiledStep, StepDefinition, StepKind } from './steps/step-kind.ts';
export { defineStep } from './steps/step-kind.ts';
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
export { builtinToolKinds } from './tools/builtin.ts';
export type {
  ModuleHost,
  ModuleProblem,
  ModuleRef,
  OpenTool,
  ToolCall,
  ToolCallOptions,
  ToolHost,
  ToolKind,
  ToolMethod,
  ToolOpener,
  ToolProblem,
  ToolSpec,
  ToolUse,
} from './tools/tool-kind.ts';
export type { LocatedJson } from './yaml/located-json.ts';
export { parseYaml } from './yaml/parse-yaml.ts';
