import { z } from "zod";
import { imageCallSchema } from "./images";
import { imageDataUrlSchema, llmCallSchema, messageSchema, usageSchema } from "./llm";
import { isUpstreamUrl } from "./outboundUrl";
import { accountRouteSchema, keyProviderIdSchema, keyViewSchema, payerSchema, providerIdSchema } from "./providers";
import { runStatusSchema, valueSchema } from "./run";
import { cleanSecret, secretFault } from "./secretText";
import { idSchema, MAX_NODES, workflowSchema } from "./workflow";

/** Requests are strict: a misspelt field is an error, not a silent nothing. */

export const llmRequestSchema = llmCallSchema
  .omit({ messages: true, cacheScope: true, run: true, relay: true })
  .extend({
    prompt: z.string().min(1).optional(),
    messages: z.array(messageSchema).min(1).max(1000).optional(),
    images: z.array(imageDataUrlSchema).max(50).optional(),
    stream: z.boolean().optional(),
  })
  .strict()
  .refine((request) => (request.prompt === undefined) !== (request.messages === undefined), {
    message: "give either prompt or messages",
    path: ["prompt"],
  });
export type LlmRequest = z.infer<typeof llmRequestSchema>;

export const imageRequestSchema = imageCallSchema.omit({ run: true }).strict();

export const modelsQuerySchema = z.object({
  provider: providerIdSchema,
  account: idSchema.optional(),
  /** Also models that are not meant to be chosen, each with its `hiddenReason`. */
  hidden: z.literal("1").optional(),
});

const secretSchema = z
  .string()
  .transform(cleanSecret)
  .superRefine((text, { addIssue }) => {
    const fault = secretFault(text);
    if (fault !== undefined) addIssue(`This cannot be a key: it ${fault}.`);
  });

export const putKeySchema = z
  .object({
    key: secretSchema.pipe(
      z.string().min(8, "This is too short for a key. Paste the whole key.").max(500, "This is too long for a key."),
    ),
    /** Where calls with this key go; the provider's own address if absent. */
    baseUrl: z
      .string()
      .trim()
      .max(2000)
      .refine(isUpstreamUrl, "an https address (http only for this computer), without name, password or query")
      .transform((value) => value.replace(/\/+$/, ""))
      .optional(),
  })
  .strict();
export type PutKey = z.infer<typeof putKeySchema>;
export const keysAnswerSchema = z.object({ keys: z.array(keyViewSchema) });
export { keyProviderIdSchema };

export const startSignInQuerySchema = z.object({
  route: accountRouteSchema.default("codex"),
  account: idSchema.optional(),
  name: z.string().min(1).max(80).optional(),
  /** Adds a way to an attempt that is under way, see the answer; an attempt that is over begins anew. */
  attempt: idSchema.optional(),
  /** Route siwc: a further account or workspace, instead of the one that was disconnected last. */
  another: z.literal("1").optional(),
  /** Route siwc: ask the person again to let Patchbay use the plan. */
  consent: z.literal("1").optional(),
});
export const startSignInAnswerSchema = z.object({
  url: z.string(),
  state: z.string(),
  attempt: z.string().optional(),
  route: accountRouteSchema,
  redirectUri: z.string(),
  expiresAt: z.string(),
  listener: z.enum(["listening", "busy", "remote"]),
});
export type StartSignInAnswer = z.infer<typeof startSignInAnswerSchema>;

export const startGoogleQuerySchema = startSignInQuerySchema.pick({ account: true, name: true });
/** `listener` is the app itself: Google sends the browser straight to its callback. */
export const startGoogleAnswerSchema = startSignInAnswerSchema.extend({ route: z.literal("google") });
export type StartGoogleAnswer = z.infer<typeof startGoogleAnswerSchema>;

export const exchangeSchema = z.union([
  z.object({ url: z.string().min(1).max(4096) }).strict(),
  z.object({ state: z.string().min(1).max(256), code: z.string().min(1).max(2048) }).strict(),
]);
export const disconnectSchema = z.object({ account: idSchema.optional() }).strict();

/** Tells a page whether there is a session that can be ended; set by our own server on the way to the page. */
export const PASSWORD_HEADER = "x-patchbay-password";

/** Tells a page who is signed in by name, as JSON in percent signs; set by our own server on the way to the page. */
export const PERSON_HEADER = "x-patchbay-person";

/** With a name where people have names. */
export const sessionSchema = z
  .object({ name: z.string().trim().toLowerCase().min(1).max(256).optional(), password: z.string().min(1).max(1024) })
  .strict();

export const listWorkflowsQuerySchema = z.object({ drawings: z.literal("1").optional() });

/** A document as a client sends it: the server gives the id when there is none. */
export const createWorkflowSchema = workflowSchema
  .omit({ revision: true, id: true })
  .extend({ id: idSchema.optional(), revision: z.int().optional() });

const versionNameSchema = z.string().trim().min(1).max(100);

/** Names the document as it is saved now. */
export const createVersionSchema = z.object({ name: versionNameSchema }).strict();

/** Null takes the name away. */
export const renameVersionSchema = z.object({ name: versionNameSchema.nullable() }).strict();

/** `revision` is the one that is restored over. */
export const restoreVersionSchema = z.object({ revision: z.int().nonnegative() }).strict();

export const runInputsSchema = z.record(z.string().min(1).max(100), valueSchema);

export const selectionSchema = z
  .object({ nodes: z.array(idSchema).min(1).max(MAX_NODES), mode: z.enum(["only", "to", "from"]).default("only") })
  .strict();

export const createRunSchema = z
  .object({
    workflow: workflowSchema.optional(),
    workflowId: idSchema.optional(),
    inputs: runInputsSchema.optional(),
    /** Runs these nodes alone, all they depend on as well, or all that hangs on them as well. */
    select: selectionSchema.optional(),
    useCache: z.boolean().default(true),
    /** Only these nodes do not look into the cache. */
    fresh: selectionSchema.optional(),
    /** Nodes that keep their latest output and do not run. */
    pinned: z.array(idSchema).max(MAX_NODES).optional(),
  })
  .strict()
  .refine((request) => (request.workflow === undefined) !== (request.workflowId === undefined), {
    message: "give either workflow or workflowId",
    path: ["workflow"],
  });

/** Of `GET /api/runs`: without a limit, all. `before` is `next` of the page before. */
export const listRunsQuerySchema = z.object({
  workflow: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  before: idSchema.optional(),
  status: runStatusSchema.optional(),
});

/** What a run would cost, before it starts. */
export const preflightSchema = z.object({
  calls: z.array(
    z.object({
      provider: providerIdSchema,
      /** Null where a key pays, or nobody yet. */
      account: z.string().nullable(),
      model: z.string(),
      payer: payerSchema.optional(),
      count: z.int(),
      /** Results that the cache has: no calls. */
      cached: z.int(),
      /** An estimate of what the calls send. */
      inputTokens: z.int(),
    }),
  ),
  /** To other servers; absent for none. */
  requests: z.int().optional(),
  /** By account that would pay: what is left of its plan, as far as it is known. */
  limits: z.array(z.looseObject({ account: z.string() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), node: idSchema.optional() })),
});
export type Preflight = z.infer<typeof preflightSchema>;

export const resumeRunSchema = z
  .object({ account: idSchema.optional(), only: z.literal("failed").optional() })
  .strict();

export const createRunAnswerSchema = z.object({ id: idSchema, events: z.string() });

/** The name of a kept result: 64 hex digits, the `key` of `node-end` and `node-item`. */
export const cacheKeySchema = z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits, as events give them");

const portValuesSchema = z.record(z.string(), valueSchema);

export const cacheEntrySchema = z.object({
  key: cacheKeySchema,
  output: portValuesSchema,
  usage: usageSchema.optional(),
  payer: payerSchema.optional(),
  calls: z.int().optional(),
  madeAt: z.string(),
  /** When a person put other words in the place of the answer; `original` is what the model gave. */
  editedAt: z.string().optional(),
  original: portValuesSchema.optional(),
  /** Since when a person's words stood, or stand, in the place of the answer. */
  editedSince: z.string().optional(),
  /** When a person last took the model's answer back. */
  restoredAt: z.string().optional(),
  /** Kept whatever the limits, and used also by a run without cache. */
  pinned: z.boolean(),
});
export type CacheEntry = z.infer<typeof cacheEntrySchema>;

export const cacheChangeSchema = z
  .object({
    pinned: z.boolean().optional(),
    output: portValuesSchema.optional(),
    /** Takes the model's answer back. */
    original: z.literal(true).optional(),
  })
  .strict()
  .refine((change) => Object.values(change).some((part) => part !== undefined), "give pinned, output or original")
  .refine(({ output, original }) => output === undefined || original === undefined, "give output or original");
export type CacheChange = z.infer<typeof cacheChangeSchema>;

/** What people have done with kept results: those that are pinned, edited, or the model's again. Without `original`. */
export const touchedResultsSchema = z.object({ results: z.array(cacheEntrySchema.omit({ original: true })) });
export type TouchedResult = z.infer<typeof touchedResultsSchema>["results"][number];

/** Of what a node has given in its runs: of one of its items if named; `before` is `next` of the page before. */
export const nodeResultQuerySchema = z.object({
  item: z.coerce.number().int().nonnegative().optional(),
  before: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});
export type NodeResultQuery = z.infer<typeof nodeResultQuerySchema>;

const pastResultRowSchema = z.object({
  run: idSchema,
  at: z.string(),
  /** Runs in a row that gave it; `run` and `at` are of the first of them. */
  runs: z.int(),
  isCached: z.boolean(),
  /** How it begins, and how many characters it has. */
  preview: z.string(),
  chars: z.int(),
  /** Of the outputs: equal for equal ones. */
  digest: z.string(),
  usage: usageSchema.optional(),
  payer: payerSchema.optional(),
  key: z.string().optional(),
});
export type PastResultRow = z.infer<typeof pastResultRowSchema>;

export const nodeResultPageSchema = z.object({ results: z.array(pastResultRowSchema), next: z.string().optional() });
export type NodeResultPage = z.infer<typeof nodeResultPageSchema>;

export const pastResultSchema = z.object({
  run: idSchema,
  at: z.string(),
  key: z.string().optional(),
  output: portValuesSchema,
});
export type PastResult = z.infer<typeof pastResultSchema>;

export const cacheStatsSchema = z.object({ entries: z.int(), bytes: z.int(), pinned: z.int() });
export type CacheStats = z.infer<typeof cacheStatsSchema>;

/** What kept results may take, and how long one stays without use, where the settings do not say. */
export const CACHE_MEGABYTES = 1024;
export const CACHE_DAYS = 90;

/** Preferences that are not secret; the screen keeps them on the server so that every browser agrees. */
export const settingsSchema = z.object({
  /** The document to open when the address names none. */
  lastWorkflowId: idSchema.optional(),
  /** The notice that a ChatGPT plan pays was read once; it never comes again. */
  planNoticeSeen: z.boolean().optional(),
  nodeDefaults: z
    .object({
      provider: providerIdSchema.optional(),
      model: z.string().max(200).optional(),
      account: idSchema.optional(),
      reasoningEffort: z.string().max(32).optional(),
      system: z.string().max(100_000).optional(),
    })
    .default({}),
  /** Limits of the kept results, above. */
  cache: z.object({ maxMegabytes: z.int().min(0).optional(), maxAgeDays: z.int().positive().optional() }).optional(),
  runs: z
    .object({
      /** How long runs that have ended are kept; for good if absent. */
      keepDays: z.int().positive().optional(),
      /** The screen asks before a run of more calls than this; 20 if absent. */
      askAboveCalls: z.int().nonnegative().optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
