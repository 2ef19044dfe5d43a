import { z } from "zod";
import { noticeSchema, usageSchema } from "./llm";
import { payerSchema } from "./providers";
import { idSchema } from "./workflow";

/** Bytes kept beside the run, named by their SHA-256; `name` is what the file was called, where that matters. */
export const assetRefSchema = z.object({
  asset: z.string(),
  mime: z.string(),
  bytes: z.number(),
  name: z.string().max(255).optional(),
});
export type AssetRef = z.infer<typeof assetRefSchema>;

/** What travels on a wire: text, JSON, an asset, or a list of them. */
export type Value = string | number | boolean | null | AssetRef | Value[] | { [key: string]: Value };
export const valueSchema = z.json() as z.ZodType<Value>;

/** The values of a node's output ports. */
export type PortValues = Record<string, Value>;

/** What a node has given. `items` is set when it ran once per item: then every output is a list. */
export interface NodeOutput {
  output: PortValues;
  items?: number;
}

export const runErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  action: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type RunError = z.infer<typeof runErrorSchema>;

export const runStatusSchema = z.enum([
  "queued",
  "running",
  "parked",
  /** A person is to answer something; everything else is done. */
  "waiting",
  "interrupted",
  "completed",
  "failed",
  "cancelled",
]);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const runEndStatusSchema = z.enum(["completed", "failed", "cancelled", "parked", "waiting"]);
export type RunEndStatus = z.infer<typeof runEndStatusSchema>;

/** The door through which a run was started, where that was not a person at the screen or the terminal. */
export const runThroughSchema = z.object({
  kind: z.enum(["key", "v1", "mcp", "hook", "schedule", "spare", "link"]),
  /** Of the access key, the trigger or the link, and what people call it. */
  id: idSchema.optional(),
  name: z.string().max(200).optional(),
  /** Accounts and keys, by their id as payers, that alone may pay for it. Everything that the door allows if absent. */
  accounts: z.array(z.string().max(64)).max(100).optional(),
  /** Accounts of plan sharing do not pay for it, whatever the door allows. */
  planSharing: z.literal("never").optional(),
});
export type RunThrough = z.infer<typeof runThroughSchema>;

/** A step into a graph inside a graph: the node that holds it, for which of its items, in which round (from 1). */
export const runStepSchema = z.object({ node: idSchema, item: z.int().optional(), round: z.int().optional() });
export type RunStep = z.infer<typeof runStepSchema>;

/** Graphs in graphs, at most. */
export const MAX_GRAPH_DEPTH = 8;

/** Steps from the document that runs down to a node; absent for its own nodes. */
const path = z.array(runStepSchema).max(MAX_GRAPH_DEPTH).optional();

/** What a person is asked: to look at a value, to allow a call, or what became of a call that a crash cut off. */
export const questionSchema = z.object({
  kind: z.enum(["review", "tool", "unfinished_tool"]),
  /** Of a review: what the answer may be. */
  mode: z.enum(["approve", "edit", "choose"]).optional(),
  /** Of a tool: which call of its node, and what would be done. */
  call: z.string().max(256).optional(),
  server: z.string().max(200).optional(),
  name: z.string().max(256).optional(),
  /** JSON text, as the model wrote it. */
  arguments: z.string().optional(),
  question: z.string(),
  value: valueSchema,
  /** Of a choice. */
  options: z.array(z.string()).optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** `value`: as it was edited, which option was chosen, or what an unfinished call is taken to have given. */
export const answerSchema = z.object({ approved: z.boolean(), value: valueSchema.optional() });
export type Answer = z.infer<typeof answerSchema>;

/** What has become of one call of a tool. */
const toolStatusSchema = z.enum(["asked", "approved", "denied", "started", "done", "failed"]);
export type ToolStatus = z.infer<typeof toolStatusSchema>;

const outcome = {
  usage: usageSchema.optional(),
  payer: payerSchema.optional(),
  /** Model calls that were made; one for each result with a usage if absent. */
  calls: z.int().optional(),
  /** What it cost has been told by the events of its rounds, or of the nodes in it. */
  isTold: z.boolean().optional(),
};

/** One line of a journal without its place and time: what the engine says. */
export const runEventBodySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run-start"),
    /** The snapshot that runs, so that later edits do not change it. */
    workflow: assetRefSchema,
    /** The document's own id. */
    workflowId: idSchema,
    /** Who started it, where people have names: their accounts pay. */
    by: idSchema.optional(),
    through: runThroughSchema.optional(),
    /** How many nodes will run. */
    total: z.int(),
    inputs: z.record(z.string(), valueSchema),
    /** The nodes that run, when not all do. */
    selected: z.array(idSchema).optional(),
    /** Nodes that do not look into the cache. */
    fresh: z.union([z.literal("all"), z.array(idSchema)]).optional(),
    /** Earlier outputs that this run builds on, `{ given, pinned }` by node. */
    beforehand: assetRefSchema.optional(),
    /** The documents of the graphs in it as they are when it starts: a list of them. */
    children: assetRefSchema.optional(),
  }),
  z.object({
    type: z.literal("run-resume"),
    /** Failed nodes and items are run again from here on. */
    retryFailed: z.boolean().optional(),
    /** What waits for a usage limit goes on waiting; `answers`: because somebody answered, and what failed stays so. */
    only: z.enum(["failed", "answers"]).optional(),
    /** Nodes that named one of `instead` (empty: the default account) are paid by `use` from here on. */
    account: z.object({ instead: z.array(z.string()), use: z.string() }).optional(),
    /** Nobody asked for it: the server took the run up again. */
    automatic: z.boolean().optional(),
  }),
  z.object({ type: z.literal("node-queue"), node: idSchema, path }),
  z.object({
    type: z.literal("node-start"),
    node: idSchema,
    path,
    attempt: z.int(),
    resent: z.boolean().optional(),
  }),
  z.object({ type: z.literal("node-delta"), node: idSchema, path, text: z.string(), item: z.int().optional() }),
  /** Of what the model tells of its thinking. */
  z.object({ type: z.literal("node-reasoning"), node: idSchema, path, text: z.string(), item: z.int().optional() }),
  z.object({
    type: z.literal("node-item"),
    node: idSchema,
    path,
    item: z.int(),
    status: z.enum(["done", "failed", "cached"]),
    attempt: z.int(),
    output: z.record(z.string(), valueSchema).optional(),
    error: runErrorSchema.optional(),
    ...outcome,
    /** Of everything that shapes the result (lib/engine/cacheKey.ts): the name of its entry in the cache. */
    key: z.string().optional(),
    durationMs: z.number(),
    /** How much of it its calls waited for a free place of their payer; absent when they did not. */
    waitedMs: z.number().optional(),
  }),
  z.object({
    type: z.literal("node-end"),
    node: idSchema,
    path,
    output: z.record(z.string(), valueSchema),
    ...outcome,
    cached: z.boolean(),
    /** How many items it ran for, when a list arrived or it has variants: then its outputs are lists. */
    items: z.int().optional(),
    failedItems: z.int().optional(),
    key: z.string().optional(),
    durationMs: z.number(),
  }),
  z.object({ type: z.literal("node-error"), node: idSchema, path, error: runErrorSchema, ...outcome }),
  z.object({ type: z.literal("node-skip"), node: idSchema, path, because: z.string() }),
  z.object({
    type: z.literal("node-park"),
    node: idSchema,
    path,
    until: z.string().nullable(),
    window: z.string().optional(),
    account: z.string(),
  }),
  /** One answer of a model that uses tools: it is not paid again, whatever happens before the node has ended. */
  z.object({
    type: z.literal("node-round"),
    node: idSchema,
    path,
    item: z.int().optional(),
    /** From 1. */
    round: z.int(),
    /** `text`, `toolCalls` and `state`, as the next call hands them back, and what else the ports of its node need. */
    output: z.record(z.string(), valueSchema),
    ...outcome,
  }),
  /** A call of a tool: told before it is made, and before what it gave is used. */
  z.object({
    type: z.literal("node-tool"),
    node: idSchema,
    path,
    item: z.int().optional(),
    call: z.string().max(256),
    server: z.string().max(200),
    name: z.string().max(256),
    arguments: z.string(),
    status: toolStatusSchema,
    /** `{ text }`, and what else the tool gave. */
    output: z.record(z.string(), valueSchema).optional(),
    error: runErrorSchema.optional(),
    durationMs: z.number().optional(),
  }),
  z.object({ type: z.literal("node-wait"), node: idSchema, path, item: z.int().optional(), ...questionSchema.shape }),
  z.object({
    type: z.literal("node-answer"),
    node: idSchema,
    path,
    item: z.int().optional(),
    call: z.string().max(256).optional(),
    ...answerSchema.shape,
    /** Who answered, where people have names. */
    by: idSchema.optional(),
  }),
  z.object({
    type: z.literal("notice"),
    node: idSchema.optional(),
    path,
    /** The first of a node's items that it is about. */
    item: z.int().optional(),
    ...noticeSchema.shape,
  }),
  z.object({ type: z.literal("run-end"), status: runEndStatusSchema, outputs: z.record(z.string(), valueSchema) }),
]);
export type RunEventBody = z.infer<typeof runEventBodySchema>;

/** One line of a journal: `seq` counts from 1 without gaps, `at` is ISO 8601 UTC. */
export const runEventSchema = z.intersection(z.object({ seq: z.int(), at: z.string() }), runEventBodySchema);
export type RunEvent = { seq: number; at: string } & RunEventBody;

export type RunEventOf<Type extends RunEventBody["type"]> = Extract<RunEvent, { type: Type }>;

/** Events that decide something: durable in the journal before anybody sees them. */
export const outcomeTypes: ReadonlySet<RunEventBody["type"]> = new Set([
  "run-start",
  "run-resume",
  "node-item",
  "node-end",
  "node-error",
  "node-park",
  "node-round",
  "node-tool",
  "node-wait",
  "node-answer",
  "run-end",
]);

export const runSummarySchema = z.object({
  id: idSchema,
  workflowId: idSchema.optional(),
  /** Who started it, where people have names. */
  by: idSchema.optional(),
  through: runThroughSchema.optional(),
  status: runStatusSchema,
  /** Of a parked run: until when, for which window, and whose; of several waits the one that ends first. */
  parked: z.object({ until: z.string().nullable(), window: z.string().optional(), account: z.string() }).optional(),
  /** How many answers of people it waits for. */
  waits: z.int().optional(),
  /** Items that failed in a run that completed all the same. */
  problems: z.int(),
  counts: z.object({
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    skipped: z.int(),
    running: z.int(),
    calls: z.int(),
  }),
  usage: usageSchema,
  payers: z.array(payerSchema),
  outputs: z.record(z.string(), valueSchema).optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
