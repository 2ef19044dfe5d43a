import { z } from "zod";
import { idSchema } from "./workflow";

/** Doors that an access key opens: `/v1`, runs and workflows of the API, `/mcp`, and hooks. */
export const accessScopes = ["v1", "runs", "mcp", "hooks"] as const;
export const accessScopeSchema = z.enum(accessScopes);
export type AccessScope = z.infer<typeof accessScopeSchema>;

export const createAccessKeySchema = z
  .object({
    name: z.string().trim().min(1).max(80),
    scopes: z
      .array(accessScopeSchema)
      .min(1)
      .max(accessScopes.length)
      .transform((scopes) => [...new Set(scopes)]),
    /** Accounts and keys of providers, by their ids as payers, that alone may pay. All that the door allows if absent. */
    accounts: z.array(z.string().min(1).max(64)).min(1).max(100).optional(),
    /** ISO 8601. It opens until it is revoked if absent. */
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .strict();
export type CreateAccessKey = z.infer<typeof createAccessKeySchema>;

/** A key as people see it. Times are ISO 8601, UTC. */
export const accessKeyViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  scopes: z.array(accessScopeSchema),
  accounts: z.array(z.string()).optional(),
  /** Its last four characters. */
  lastFour: z.string(),
  /** Whose it is, where people have names. */
  person: idSchema.optional(),
  createdAt: z.string(),
  expiresAt: z.string().optional(),
  /** To the minute. */
  lastUsedAt: z.string().optional(),
});
export type AccessKeyView = z.infer<typeof accessKeyViewSchema>;

export const accessKeysAnswerSchema = z.object({ keys: z.array(accessKeyViewSchema) });

/** The only answer that holds the key itself. */
export const createdAccessKeySchema = accessKeyViewSchema.extend({ key: z.string() });
export type CreatedAccessKey = z.infer<typeof createdAccessKeySchema>;
