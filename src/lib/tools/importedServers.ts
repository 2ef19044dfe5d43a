import { parse as parseToml } from "smol-toml";
import { z } from "zod";
import { AppError } from "@/types/errors";
import {
  type CreateToolProgram,
  type CreateToolServer,
  createToolProgramSchema,
  createToolServerSchema,
} from "@/types/toolSetup";

/** What a file of another program has: servers that can be taken, and those that are left, with the reason in words. */
export interface ImportedServers {
  servers: (CreateToolServer | CreateToolProgram)[];
  left: { name: string; why: string }[];
}

/** As Claude Desktop and most others write it, and as Codex does. */
const entrySchema = z.object({
  command: z.string().optional(),
  args: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  url: z.string().optional(),
  type: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  http_headers: z.record(z.string(), z.string()).optional(),
  bearer_token_env_var: z.string().optional(),
  env_http_headers: z.record(z.string(), z.string()).optional(),
  disabled: z.boolean().optional(),
  enabled: z.boolean().optional(),
});
type Entry = z.infer<typeof entrySchema>;

/**
 * Reads `mcpServers` of a JSON file, or `[mcp_servers.…]` of a `config.toml`, by the ending of its name.
 * @throws AppError `invalid_request` for a file that has none
 */
export function readServersFile(fileName: string, text: string): ImportedServers {
  const found: ImportedServers = { servers: [], left: [] };
  for (const [name, entry] of Object.entries(entriesOf(fileName, text))) {
    const read = readEntry(name, entry);
    if (typeof read === "string") found.left.push({ name, why: read });
    else found.servers.push(read);
  }
  return found;
}

function entriesOf(fileName: string, text: string): Record<string, unknown> {
  const isToml = fileName.toLowerCase().endsWith(".toml");
  const content = parse(isToml, text);
  const fields = z.record(z.string(), z.unknown()).safeParse(content).data ?? {};
  const entries = isToml ? fields.mcp_servers : (fields.mcpServers ?? fields.servers);
  const known = z.record(z.string(), z.unknown()).safeParse(entries);
  if (known.success) return known.data;
  const place = isToml ? "[mcp_servers.NAME]" : "mcpServers";
  throw new AppError("invalid_request", `This file has no ${place}, so there is no server in it.`);
}

function parse(isToml: boolean, text: string): unknown {
  try {
    return isToml ? parseToml(text) : JSON.parse(text);
  } catch (cause) {
    const words = `This is not ${isToml ? "TOML" : "JSON"}: ${cause instanceof Error ? cause.message.split("\n")[0] : ""}`;
    throw new AppError("invalid_request", words, {}, { cause });
  }
}

/** The server, or why it is left. */
function readEntry(name: string, stored: unknown): CreateToolServer | CreateToolProgram | string {
  const read = entrySchema.safeParse(stored);
  if (!read.success) return "it is not in a form that is known here";
  const entry = read.data;
  if (entry.disabled === true || entry.enabled === false) return "it is switched off there";
  return entry.command === undefined ? readAddress(name, entry) : readProgram(name, entry);
}

function readProgram(name: string, { command, args, env }: Entry) {
  const program = createToolProgramSchema.safeParse({ name, command, args, env });
  return program.success ? program.data : wordsOf(program.error);
}

function readAddress(name: string, entry: Entry) {
  const { url, type, headers, http_headers } = entry;
  if (url === undefined) return "it has neither a command nor an address";
  if (type === "sse") return "it speaks the old way over HTTP (SSE), which is not spoken here";
  const variable = entry.bearer_token_env_var ?? Object.values(entry.env_http_headers ?? {})[0];
  if (variable !== undefined) {
    return `its key stands in the variable ${variable}; add it yourself: patchbay tools add ${name} --url ${url} --header 'Authorization: Bearer …'`;
  }
  const server = createToolServerSchema.safeParse({ name, url, headers: headers ?? http_headers });
  return server.success ? server.data : wordsOf(server.error);
}

function wordsOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join(".")}: ${issue?.message}`;
}
