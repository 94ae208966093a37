import { execTool } from './kinds/exec.ts';
import { fileTool } from './kinds/file.ts';
import { httpTool } from './kinds/http.ts';
import { mcpTool } from './kinds/mcp.ts';
import { moduleTool } from './kinds/module.ts';
import { sqlTool } from './kinds/sql.ts';
import type { ToolKind } from './tool-kind.ts';

/** Every kind of tool that the language knows; a new one is a file and a line here. */
export const builtinToolKinds: readonly ToolKind[] = [httpTool, sqlTool, fileTool, mcpTool, execTool, moduleTool];
