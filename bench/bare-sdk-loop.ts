import OpenAI from 'openai';

// The floor: the same calls through the same SDK, nothing kept, nothing checked.
const [url = '', count = '10000', concurrency = '20'] = process.argv.slice(2);
const client = new OpenAI({ apiKey: 'simulated', baseURL: url, maxRetries: 0 });
let next = 0;

async function work(): Promise<void> {
  while (next < Number(count)) {
    const index = next;
    next += 1;
    const answer = await client.responses.create({
      model: 'gpt-5.4-mini',
      input: [{ role: 'user', content: `Say case-${index}` }],
    });
    if (!answer.output_text.includes('case-')) throw new Error('no answer');
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work));
