import type { EvalResult, GateResult } from '../result/eval-result.ts';
import { gateAdvice, gateDetail } from './gate-lines.ts';

/** JUnit XML: one test case for each gated condition and variant; inconclusive and invalid are errors, not failures. */
export function renderJunit(result: EvalResult): string {
  const failures = result.gates.filter(({ verdict }) => verdict === 'fail').length;
  const errors = result.gates.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'invalid').length;
  const counts = `tests="${result.gates.length}" failures="${failures}" errors="${errors}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(result.eval)}" ${counts}>`,
    `  <testsuite name="${xml(result.eval)}" ${counts} timestamp="${xml(result.created_at)}">`,
    '    <properties>',
    ...result.variants.flatMap((variant) =>
      Object.entries(variant.metrics).map(
        ([name, metric]) =>
          `      <property name="${xml(`${variant.name}.${name}`)}" value="${metric.value ?? 'unknown'}"/>`,
      ),
    ),
    '    </properties>',
    ...result.gates.flatMap((gate) => testCase(result, gate)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(result: EvalResult, gate: GateResult): readonly string[] {
  const name = `    <testcase classname="${xml(result.eval)}.${xml(gate.variant ?? 'all')}" name="${xml(gate.condition)}"`;
  if (gate.verdict === 'pass') return [`${name}/>`];
  const kind = gate.verdict === 'fail' ? 'failure' : 'error';
  const text = [gateDetail(gate), gateAdvice(gate) ?? '', gate.at].filter((part) => part !== '').join('\n');
  return [
    `${name}>`,
    `      <${kind} type="${gate.verdict}" message="${xml(text.split('\n')[0] ?? '')}">${xml(text)}</${kind}>`,
    '    </testcase>',
  ];
}

function xml(text: string): string {
  return (
    text
      // What XML 1.0 has no way to write.
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\n', '&#10;')
  );
}
