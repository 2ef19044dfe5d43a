import { z } from "zod";
import { isUpstreamUrl } from "./outboundUrl";

/** What a request calls a secret: `{{secret:NAME}}`. */
export const secretNameSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, "capital letters, digits and _, a letter first, at most 64");

/** `https://api.example.com`, or http on this computer; in the form that `URL` gives an origin. */
export const secretOriginSchema = z
  .string()
  .max(300)
  .transform((text) => text.trim().replace(/\/$/, ""))
  .refine((text) => isUpstreamUrl(text) && new URL(text).pathname === "/", {
    error: "an address without a path: https://…, or http on this computer",
  })
  .transform((text) => new URL(text).origin);

export const putSecretSchema = z.strictObject({
  /** Without line breaks: it may stand in a header. */
  value: z
    .string()
    .min(1)
    .max(10_000)
    .refine((value) => !/[\r\n\0]/.test(value), "one line, without line breaks"),
  /** Where it may be sent, and nowhere else. */
  origins: z
    .array(secretOriginSchema)
    .min(1)
    .max(20)
    .transform((origins) => [...new Set(origins)]),
});
export type PutSecret = z.infer<typeof putSecretSchema>;

/** A secret as people see it: never its value. */
export const secretViewSchema = z.object({
  name: z.string(),
  origins: z.array(z.string()),
  /** ISO 8601, UTC. */
  updatedAt: z.string(),
});
export type SecretView = z.infer<typeof secretViewSchema>;

export const secretsAnswerSchema = z.object({ secrets: z.array(secretViewSchema) });
