import type { Command } from 'commander';

/** What people type, by the path of a command: shown below its help. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  sluice: ['sluice init shop', 'sluice validate', 'sluice eval evals/support-triage.yaml --simulate profile.yaml'],
  'sluice validate': [
    'sluice validate',
    'sluice validate pipelines/support-triage.yaml --watch',
    'sluice validate --format sarif > findings.sarif',
  ],
  'sluice fmt': ['sluice fmt', 'sluice fmt --check pipelines'],
  'sluice test': ['sluice test', 'sluice test pipelines/support-triage.yaml -t billing'],
  'sluice graph': ['sluice graph pipelines/support-triage.yaml --format dot | dot -Tsvg > graph.svg'],
  'sluice schema': ['sluice schema eval > eval.v1.schema.json'],
  'sluice run': [
    'sluice run triage.yaml -i text="I was charged twice" -i ticket=@ticket.json',
    'sluice run triage.yaml --input tickets.jsonl --concurrency 20 > answers.jsonl',
    'sluice run triage.yaml --input ticket.json --record run.jsonl',
    'sluice run triage.yaml --input ticket.json --replay run.jsonl',
  ],
  'sluice approve': [
    'sluice approve last send',
    "sluice approve last 'items[2]/check' --reject",
    'sluice approve last review --answer \'{"ok": true}\'',
  ],
  'sluice eval': [
    'sluice eval evals/triage.yaml --plan',
    'sluice eval evals/triage.yaml --models cheap=openai/gpt-5.4-mini,google/gemini-2.5-flash --budget 2',
    'sluice eval evals/triage.yaml --resume --output report.json --output report.xml',
  ],
  'sluice plan': ['sluice plan evals/triage.yaml'],
  'sluice compare': [
    'sluice compare 20261121-083000-3f9a2c:small 20261121-083000-3f9a2c:large',
    'sluice compare last:small last:large --json',
  ],
  'sluice gate': ['sluice gate last', 'sluice gate last --eval stricter.yaml --output gates.md'],
  'sluice verify': ['sluice verify report.json'],
  'sluice runs': ['sluice runs', 'sluice runs show last --events', 'sluice runs export last --output baseline.jsonl'],
  'sluice runs list': ['sluice runs list --limit 5'],
  'sluice runs show': ['sluice runs show last'],
  'sluice runs export': ['sluice runs export last --output baseline.jsonl'],
  'sluice runs rm': ['sluice runs rm 20261121-083000-3f9a2c'],
  'sluice report': ['sluice report last --output report.md --output report.csv'],
  'sluice cache': ['sluice cache', 'sluice cache prune'],
  'sluice models': ['sluice models', 'sluice models show openai/gpt-5.4-mini'],
  'sluice simulate': ['sluice simulate --profile evals/profiles/support-triage.yaml --port 8080'],
  'sluice doctor': ['sluice doctor'],
  'sluice init': ['sluice init shop'],
};

/** Adds the examples to the help of a command and of those below it. */
export function addExamples(command: Command, parent = ''): void {
  const name = `${parent} ${command.name()}`.trim();
  const own = examples[name];
  if (own !== undefined) command.addHelpText('after', `\nExamples:\n${own.map((line) => `  $ ${line}`).join('\n')}`);
  for (const inner of command.commands) addExamples(inner, name);
}
