import { z } from "zod";
import { isServerUrl } from "./outboundUrl";
import { cleanSecret, isHeaderText, secretFault } from "./secretText";
import { sharingSchema } from "./sharing";
import { idSchema } from "./workflow";

/** Servers that speak OpenAI's protocols and belong to somebody else: Ollama, vLLM, a gateway. */

/** The server of the settings `COMPATIBLE_*`. */
export const ENVIRONMENT_SERVER = "environment";

/** What a person can say of a server, where it cannot be found out. */
export const serverSkills = [
  "tools",
  "images",
  "files",
  "jsonSchema",
  "webSearch",
  "reasoning",
  "temperature",
  "maxTokens",
] as const;
export type ServerSkill = (typeof serverSkills)[number];

/** What is not named is as the server's list of models says. */
export const skillsSchema = z.partialRecord(z.enum(serverSkills), z.boolean());
export type Skills = z.infer<typeof skillsSchema>;

/** `auto`: Responses if the server has it, else Chat Completions. */
export const serverApiSchema = z.enum(["auto", "responses", "chat"]);
export type ServerApi = z.infer<typeof serverApiSchema>;

/** A server as the browser may see it: no key, and of its header the name alone. */
export const serverViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  baseUrl: z.string(),
  source: z.enum(["env", "stored"]),
  api: serverApiSchema,
  skills: skillsSchema,
  hasKey: z.boolean(),
  /** At most four characters; none of a short key. */
  lastFour: z.string().optional(),
  headerName: z.string().optional(),
  /** Why it is not used, in words. */
  problem: z.string().optional(),
  /** Where people have names, if somebody has said how it is shared. */
  sharing: sharingSchema.optional(),
});
export type ServerView = z.infer<typeof serverViewSchema>;
export const serversAnswerSchema = z.object({ servers: z.array(serverViewSchema) });

const nameSchema = z.string().trim().min(1, "a name").max(80);

const baseUrlSchema = z
  .string()
  .trim()
  .max(2000)
  .refine(
    isServerUrl,
    "an https address (http for this computer and your own network), without name, password or query",
  )
  .transform((value) => value.replace(/\/+$/, ""));

/** Of any length and form that a header takes: these servers give out what they like. */
const keySchema = z
  .string()
  .transform(cleanSecret)
  .pipe(z.string().min(1, "a key, or nothing at all").max(4000))
  .superRefine((text, { addIssue }) => {
    const fault = secretFault(text);
    if (fault !== undefined) addIssue(`This cannot be a key: it ${fault}.`);
  });

/** Headers that say what is sent, or where to: not a person's to set. */
const ownHeaders =
  /^(authorization|host|content-.*|accept|accept-encoding|connection|transfer-encoding|te|upgrade|expect|keep-alive|trailer|cookie|user-agent|proxy-.*|sec-.*)$/i;

const headerSchema = z
  .object({
    name: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "the name of a header, such as X-Api-Key")
      .refine((name) => !ownHeaders.test(name), "a header that is not set by Patchbay itself"),
    value: z
      .string()
      .transform(cleanSecret)
      .pipe(z.string().min(1, "a value").max(4000))
      .refine(isHeaderText, "plain letters, digits and signs, since it is sent in a header"),
  })
  .strict();

export const createServerSchema = z
  .object({
    name: nameSchema,
    baseUrl: baseUrlSchema,
    key: keySchema.optional(),
    header: headerSchema.optional(),
    api: serverApiSchema.default("auto"),
    skills: skillsSchema.default({}),
  })
  .strict();
export type CreateServer = z.infer<typeof createServerSchema>;

/** Null takes away. Key and header are for one address: another one wants them anew. */
export const patchServerSchema = z
  .object({
    name: nameSchema.optional(),
    baseUrl: baseUrlSchema.optional(),
    key: keySchema.nullable().optional(),
    header: headerSchema.nullable().optional(),
    api: serverApiSchema.optional(),
    skills: skillsSchema.optional(),
  })
  .strict();
export type PatchServer = z.infer<typeof patchServerSchema>;

/** What a test of a server found. */
export const serverTestSchema = z.object({
  ok: z.boolean(),
  /** Names of the first models. */
  models: z.array(z.string()),
  count: z.int(),
  problem: z.string().optional(),
});
export type ServerTest = z.infer<typeof serverTestSchema>;

export interface ServerPreset {
  id: string;
  name: string;
  baseUrl: string;
  key: "none" | "optional" | "required";
  /** What to do before, and what to fill in. */
  hint: string;
}

/** Addresses as the makers of these programs document them. */
export const serverPresets: readonly ServerPreset[] = [
  {
    id: "ollama",
    name: "Ollama",
    baseUrl: "http://localhost:11434/v1",
    key: "none",
    hint: "Start it with “ollama serve” and fetch a model with “ollama pull”. No key. On another computer, put its address in the place of localhost and start it with OLLAMA_HOST=0.0.0.0.",
  },
  {
    id: "lmstudio",
    name: "LM Studio",
    baseUrl: "http://localhost:1234/v1",
    key: "none",
    hint: "Open Developer in LM Studio, load a model and start the server. No key unless you switched one on.",
  },
  {
    id: "vllm",
    name: "vLLM",
    baseUrl: "http://localhost:8000/v1",
    key: "optional",
    hint: "Start it with “vllm serve MODEL”. The key is the one after --api-key, if you gave one.",
  },
  {
    id: "openrouter",
    name: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    key: "required",
    hint: "Make a key at openrouter.ai/keys. Calls are paid from the credit of that account.",
  },
  {
    id: "litellm",
    name: "LiteLLM",
    baseUrl: "http://localhost:4000/v1",
    key: "optional",
    hint: "The address of the proxy, and its master key or a virtual key, which begins with sk-.",
  },
];
