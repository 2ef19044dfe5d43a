import { z } from "zod";
import { isProxyUrl } from "./outboundUrl";
import { accountModeSchema, accountViewSchema } from "./providers";
import { idSchema } from "./workflow";

/** Requests about accounts and the ways to connect one; strict, as all requests are. */

/** A proxy's address, with its name and password if it wants them. */
const proxyUrlSchema = z
  .string()
  .max(2000)
  .refine(isProxyUrl, "an http or https address, for example https://name:password@proxy.example:8080");

export const patchAccountSchema = z
  .object({
    name: z.string().trim().min(1).max(80).optional(),
    /** Null: no proxy of its own. */
    proxyUrl: proxyUrlSchema.nullable().optional(),
    disabled: z.boolean().optional(),
    default: z.literal(true).optional(),
    mode: accountModeSchema.optional(),
    /** Route siwc: runs may go on while nobody watches. */
    backgroundConsent: z.boolean().optional(),
  })
  .strict();
export type PatchAccount = z.infer<typeof patchAccountSchema>;

export const startDeviceSchema = z
  .object({
    account: idSchema.optional(),
    name: z.string().min(1).max(80).optional(),
    /** Adds this way to an attempt that is under way. */
    attempt: idSchema.optional(),
  })
  .strict();
export type StartDevice = z.infer<typeof startDeviceSchema>;

export const startDeviceAnswerSchema = z.object({
  id: z.string(),
  attempt: z.string(),
  userCode: z.string(),
  verificationUrl: z.string(),
  expiresAt: z.string(),
});
export type StartDeviceAnswer = z.infer<typeof startDeviceAnswerSchema>;

export const deviceQuerySchema = z.object({ id: z.string().min(1).max(256) });

export const deviceAnswerSchema = z.object({
  status: z.enum(["pending", "done", "failed"]),
  account: accountViewSchema.optional(),
  error: z.object({ code: z.string(), message: z.string(), action: z.string().optional() }).optional(),
});
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;

export const importAnswerSchema = z.object({ account: accountViewSchema, warning: z.string() });
export type ImportAnswer = z.infer<typeof importAnswerSchema>;
