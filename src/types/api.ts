import { z } from "zod";
import { imageDataUrlSchema, llmCallSchema, messageSchema } from "./llm";
import { accountRouteSchema, keyProviderIdSchema, keyViewSchema, providerIdSchema } from "./providers";
import { valueSchema } from "./run";
import { idSchema, workflowSchema } from "./workflow";

/** Requests are strict: a misspelt field is an error, not a silent nothing. */

export const llmRequestSchema = llmCallSchema
  .omit({ messages: true })
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

export const modelsQuerySchema = z.object({
  provider: providerIdSchema,
  account: idSchema.optional(),
  /** Also models that are not meant to be chosen, each with its `hiddenReason`. */
  hidden: z.literal("1").optional(),
});

export const putKeySchema = z.object({ key: z.string().trim().min(8).max(500) }).strict();
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

export const sessionSchema = z.object({ password: z.string().min(1).max(1024) }).strict();

/** A document as a client sends it: the server gives the id when there is none. */
export const createWorkflowSchema = workflowSchema
  .omit({ revision: true, id: true })
  .extend({ id: idSchema.optional(), revision: z.int().optional() });
export type CreateWorkflow = z.infer<typeof createWorkflowSchema>;

export const runInputsSchema = z.record(z.string().min(1).max(100), valueSchema);

export const createRunSchema = z
  .object({
    workflow: workflowSchema.optional(),
    workflowId: idSchema.optional(),
    inputs: runInputsSchema.optional(),
    useCache: z.boolean().default(true),
  })
  .strict()
  .refine((request) => (request.workflow === undefined) !== (request.workflowId === undefined), {
    message: "give either workflow or workflowId",
    path: ["workflow"],
  });
export type CreateRun = z.infer<typeof createRunSchema>;

export const createRunAnswerSchema = z.object({ id: idSchema, events: z.string() });

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
});
export type Settings = z.infer<typeof settingsSchema>;
