import { z } from "zod";
import { idOfName } from "@/lib/idOfName";

/** `data/tools.json`. Values of headers and variables, and what a sign-in gave, are compact JWEs. */

const sealedSchema = z.object({ name: z.string(), value: z.string() });

const common = {
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** Grows with each change after which a connection has to be made anew; one that is added again begins with a later one. */
  generation: z.int(),
  updatedAt: z.iso.datetime(),
};

const httpRecordSchema = z.object({
  ...common,
  kind: z.literal("http"),
  url: z.string(),
  headers: z.array(sealedSchema).default([]),
  /** What a sign-in gave, as `Grant`. */
  grant: z.string().nullable().default(null),
  /** A sign-in that waits for its person: its state as SHA-256, and what ends it, as `Waiting`. */
  waiting: z.object({ state: z.string(), sealed: z.string(), expiresAt: z.iso.datetime() }).nullable().default(null),
});
export type HttpToolServer = z.infer<typeof httpRecordSchema>;

const programRecordSchema = z.object({
  ...common,
  kind: z.literal("stdio"),
  command: z.string(),
  args: z.array(z.string()),
  env: z.array(sealedSchema).default([]),
});
export type ToolProgram = z.infer<typeof programRecordSchema>;

const recordSchema = z.discriminatedUnion("kind", [httpRecordSchema, programRecordSchema]);
export type ToolServerRecord = z.infer<typeof recordSchema>;

/** What another version keeps here stays, and is not seen. */
export const toolServersDocumentSchema = z.object({
  version: z.literal(1),
  servers: z.array(z.unknown()).transform((rows) => rows.flatMap((row) => recordSchema.safeParse(row).data ?? [])),
});
export type ToolServersDocument = z.infer<typeof toolServersDocumentSchema>;

/** Names of addresses below `/api/tools`. */
const reserved = ["callback"];

export function newToolServerId(name: string, taken: readonly string[]): string {
  return idOfName(name, { longest: 24, otherwise: "tools", taken: [...taken, ...reserved] });
}
