import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { testMcpServer } from './mcp-server.ts';

// A program: the test server over standard input and output. Its argument is the file with the list of tools.
await testMcpServer(process.argv[2] ?? '').connect(new StdioServerTransport());
