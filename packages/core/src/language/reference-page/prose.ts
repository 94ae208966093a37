/** What the tables of the reference do not say. */
export const expressionProse: string = `# Expressions and templates

<!-- Generated from packages/core/src/language by renderExpressionReference(). Edit the tables and the prose there. -->

Three rules:

1. \`\${ ... }\` is a [CEL](https://cel.dev) expression. It is the **whole** value and keeps its type.
2. \`{{ ... }}\` is Handlebars. It stands only in text: \`system\`, \`user\`, \`assistant\`, \`text\`, \`message\`.
3. Everything else is a literal.

Both are checked against the schemas of inputs and outputs before anything runs. Nothing reads a clock, chance, the environment or a secret.

## Expressions: \`\${ }\`

### Names

| Name | What it is |
| --- | --- |
| \`inputs.NAME\` | an input of the pipeline |
| \`steps.ID.output\` | what the step gave; \`null\` where it was skipped |
| \`steps.ID.status\` | \`"succeeded"\`, \`"failed"\`, \`"skipped"\` or \`"cancelled"\` |
| \`steps.ID.error\` | \`null\`, or \`{type, message, step}\`, and \`status\`, \`code\`, \`instance\` where they are known |
| \`steps.ID.usage\` | \`{input_tokens, output_tokens, cost_usd}\`; \`cost_usd\` is \`null\` where a price is unknown |
| \`steps.ID.model\` | the alias of the model that answered; only of steps that call one |
| \`steps.ID.errors\` | of a \`map\`: \`[{index, error}]\` |
| \`run.id\`, \`run.started_at\` | of this run; the time is a text |
| others | what \`as\`, \`index\`, \`carry\` define; \`output\` in \`accept\`; \`error\` in a catch |

### Operators

From weak to strong: \`c ? a : b\`, \`||\`, \`&&\`, \`== !=\`, \`< <= > >= in\`, \`+ -\`, \`* / %\`, \`! -\`, \`x.field\`, \`x[index]\`, \`f(x)\`.

- \`+\` adds numbers, joins texts, and joins lists. Nothing is converted: \`"n = " + string(inputs.n)\`.
- Numbers are JSON numbers. Whole numbers that are written in an expression, \`size()\` and \`int()\` are integers of CEL: between two of them \`/\` drops the fraction (\`7 / 2\` is \`3\`). With a number from an input or an output it does not (\`inputs.n / 2\`).
- \`==\` compares lists and objects by their content. Types that can never be equal are an error; \`null\` may be compared with everything.
- \`x in list\`, \`key in object\`. For a part of a text: \`text.contains(part)\`.
- Lists are \`[a, b]\`, objects \`{"key": value}\`, texts \`"..."\` or \`'...'\`.

### What may be missing

A field that its schema does not require, a value that may be \`null\`, and the output of a step that may have been skipped must be tested before they are used. All of these count as tests, in \`? :\`, in \`&&\` and in \`||\`:

\`\`\`
has(inputs.nickname) ? inputs.nickname : "friend"
inputs.nickname != null && inputs.nickname.startsWith("A")
default(inputs.nickname, "friend")
steps.search.status == "succeeded" ? steps.search.output.hits : []
\`\`\`

A missing field compared with \`null\` counts as \`null\`.`;

export const macroTable: string = `#### Over lists

\`x\` names the element; over an object it is the key.

| Macro | What it gives |
| --- | --- |
| \`list.all(x, condition)\` | whether the condition holds for all |
| \`list.exists(x, condition)\` | whether it holds for one |
| \`list.exists_one(x, condition)\` | whether it holds for exactly one |
| \`list.filter(x, condition)\` | the elements for which it holds |
| \`list.map(x, value)\` | a value for every element |
| \`list.map(x, condition, value)\` | a value for every element for which the condition holds |`;

export const templateProse: string = `## Templates: \`{{ }}\`

\`{{inputs.ticket.subject}}\` prints a text, a number or a boolean as it is; nothing is escaped. An object or a list has no text of its own: \`{{json x}}\`. What is printed is never read as a template again.

- \`{{#if x}}...{{else if y}}...{{else}}...{{/if}}\`: \`false\`, \`null\`, a missing field, \`""\`, \`0\` and an empty list are falsy. Inside the block \`x\` may be used although it is optional.
- \`{{#each list}}{{this.name}} {{@index}}{{else}}nothing{{/each}}\`, or with names: \`{{#each list as |item index|}}\`. \`@first\`, \`@last\`, \`@key\` and \`../\` work as in Handlebars.
- \`inputs\`, \`steps\` and \`run\` mean the pipeline's everywhere, also inside \`#each\` and \`#with\`; a field of the item with such a name is \`this.inputs\`.
- \`{{> name}}\` includes a partial that the file declares under \`prompts\`; \`{{> name value}}\` sets its \`this\`, \`{{> name key=value}}\` adds a name.
- \`{{list.[0].title}}\` is an element, \`{{list.length}}\` the number of elements.
- \`{{~ x ~}}\` removes the white space around it, \`{{! comment }}\` prints nothing, \`\\{{\` prints \`{{\`.
- There are no other helpers, no decorators, no inline partials, no \`log\`, no \`lookup\`.`;
