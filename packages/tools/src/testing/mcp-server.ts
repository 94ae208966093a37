import { readFileSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';

// biome-ignore lint/style/noProcessEnv: what a server is given as its environment is what the tests ask about
const environment = process.env;

/** A real MCP server for tests. Its list of tools is the JSON of a file, read anew for every listing. */
export function testMcpServer(listFile: string): Server {
  const server = new Server({ name: 'test', version: '1.0.0' }, { capabilities: { tools: { listChanged: true } } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: JSON.parse(readFileSync(listFile, 'utf8')) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const { name, arguments: given = {}, _meta: meta } = params;
    switch (name) {
      case 'search':
        return { content: [{ type: 'text', text: `found ${given['query']}` }] };
      case 'structured':
        return { content: [], structuredContent: JSON.parse('{"n":1,"list":[{"__proto__":{"admin":true}}]}') };
      case 'mixed':
        return {
          content: [
            { type: 'text', text: 'a' },
            { type: 'image', data: 'AA==', mimeType: 'image/png' },
          ],
        };
      case 'environment':
        return { content: [{ type: 'text', text: JSON.stringify({ ...environment, meta, pid: process.pid }) }] };
      case 'fails':
        return { isError: true, content: [{ type: 'text', text: `cannot: ${environment['TOKEN']}` }] };
      case 'slow':
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return { content: [] };
      case 'exits':
        process.stderr.write('going down\n');
        return process.exit(3);
      case 'changes':
        await server.sendToolListChanged();
        return { content: [{ type: 'text', text: 'changed' }] };
      default:
        throw new Error(`no tool ${name}`);
    }
  });
  return server;
}
