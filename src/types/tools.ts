import { z } from "zod";
import { idSchema } from "./workflow";

/** Servers of tools (MCP), which nodes with a model may use. */

/**
 * `off`: switched off; `new`: not asked for yet; `resting`: closed while nobody needed it, and connected to again when
 * somebody does; `sign_in`: it wants a person to sign in.
 */
export const toolServerStatusSchema = z.enum(["off", "new", "connecting", "connected", "resting", "failed", "sign_in"]);
export type ToolServerStatus = z.infer<typeof toolServerStatusSchema>;

/** A tool as its server tells of it: a claim of somebody else. */
export const toolViewSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.record(z.string(), z.unknown()),
  readOnly: z.boolean(),
  destructive: z.boolean(),
  idempotent: z.boolean(),
});

/** A server as the browser may see it: of headers and variables the names alone. */
export const toolServerViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(["http", "stdio"]),
  /** Of kind `http`; secrets in a query are blotted out. */
  url: z.string().optional(),
  /** Of kind `stdio`: program and arguments as a shell takes them, secrets blotted out. */
  command: z.string().optional(),
  headers: z.array(z.string()).optional(),
  env: z.array(z.string()).optional(),
  /** Somebody has signed in at it. */
  isSignedIn: z.boolean().optional(),
  enabled: z.boolean(),
  status: toolServerStatusSchema,
  /** Why it cannot be used. */
  error: z.string().optional(),
  tools: z.array(toolViewSchema),
});
export type ToolServerView = z.infer<typeof toolServerViewSchema>;
export const toolServersAnswerSchema = z.object({ servers: z.array(toolServerViewSchema) });
