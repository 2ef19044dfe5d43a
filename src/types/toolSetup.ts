import { z } from "zod";
import { isToolServerUrl } from "./outboundUrl";
import { isHeaderText } from "./secretText";

/** How servers of tools are set up. Apart from `tools.ts`, which the first page loads. */

const toolNameSchema = z.string().trim().min(1, "a name").max(80);

const urlSchema = z
  .string()
  .trim()
  .max(2000)
  .refine(isToolServerUrl, "an https address (http for this computer), without name and password");

/** Headers that say what is sent or where to, and those of the protocol: not a person's to set. */
const ownHeaders =
  /^(host|content-.*|accept|accept-encoding|connection|transfer-encoding|te|upgrade|expect|keep-alive|trailer|user-agent|proxy-.*|sec-.*|mcp-.*|last-event-id)$/i;

const headerNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "the name of a header, such as Authorization")
  .refine((name) => !ownHeaders.test(name), "a header that is not set by Patchbay itself");
const headerValueSchema = z
  .string()
  .trim()
  .min(1, "a value")
  .max(4000)
  .refine(isHeaderText, "plain letters, digits and signs, since it is sent in a header");

const MAX_HEADERS = 20;
const isFew = (headers: object) => Object.keys(headers).length <= MAX_HEADERS;
const fewHeaders = `at most ${MAX_HEADERS} headers`;

export const createToolServerSchema = z
  .object({
    name: toolNameSchema,
    url: urlSchema,
    headers: z.record(headerNameSchema, headerValueSchema).refine(isFew, fewHeaders).optional(),
  })
  .strict();
export type CreateToolServer = z.infer<typeof createToolServerSchema>;

/** Of `headers`, null takes one away and what is not named stays. Another address wants all of them anew. */
export const patchToolServerSchema = z
  .object({
    name: toolNameSchema.optional(),
    url: urlSchema.optional(),
    headers: z.record(headerNameSchema, headerValueSchema.nullable()).refine(isFew, fewHeaders).optional(),
    enabled: z.boolean().optional(),
  })
  .strict();
export type PatchToolServer = z.infer<typeof patchToolServerSchema>;

/** A program of this computer, which is told at the terminal alone. */
export const createToolProgramSchema = z
  .object({
    name: toolNameSchema,
    command: z.string().min(1, "a program").max(1000),
    args: z.array(z.string().max(10_000)).max(100).default([]),
    env: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of a variable"), z.string().max(10_000))
      .default({}),
  })
  .strict();
export type CreateToolProgram = z.infer<typeof createToolProgramSchema>;

/** What a test of a server found. */
export const toolServerTestSchema = z.object({
  ok: z.boolean(),
  /** What connecting and listing took. */
  durationMs: z.int(),
  tools: z.array(z.string()),
  problem: z.string().optional(),
});
export type ToolServerTest = z.infer<typeof toolServerTestSchema>;

/** Where a person goes to sign in at a server. */
export const toolSignInSchema = z.object({ url: z.string(), expiresAt: z.string() });
export type ToolSignIn = z.infer<typeof toolSignInSchema>;

/** What a program wrote to its standard error, the last of it. */
export const toolLogSchema = z.object({ log: z.string() });
