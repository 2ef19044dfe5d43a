import { z } from "zod";
import { idSchema } from "./workflow";

/** What a person may do here; each may also do what those before it may. */
export const roles = ["runner", "editor", "admin"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Whether a role is enough where `needed` is asked for. */
export function reaches(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Who asks, or whose run it is. */
export const personSchema = z.object({ id: idSchema, name: z.string(), role: roleSchema });
export type Person = z.infer<typeof personSchema>;

/** How a name is written that somebody signs in with: in small letters, so that two cannot look alike. */
export const personNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,79}$/u, "letters, digits and . _ @ + -, at most 80");

/** Of a password that somebody chooses here (NIST SP 800-63B §3.1.1.2: length, and no rules of composition). */
export const newPasswordSchema = z.string().min(12, "at least 12 characters").max(256, "at most 256 characters");

/** One person as an admin sees them. */
export const personViewSchema = personSchema.extend({
  /** By a name and a password here, or by the provider of identities. */
  signsInWith: z.enum(["password", "oidc"]),
  email: z.string().optional(),
  disabled: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string().optional(),
});
export type PersonView = z.infer<typeof personViewSchema>;

/** One person as everybody sees them: runs and workflows name people. */
export type PersonBrief = Pick<PersonView, "id" | "name" | "role" | "disabled">;

/** Somebody who signs in by a name and a password here. */
export const addPersonSchema = z
  .object({ name: personNameSchema, password: newPasswordSchema, role: roleSchema })
  .strict();
export type AddPerson = z.infer<typeof addPersonSchema>;

/** What an admin changes of somebody. */
export const changePersonSchema = addPersonSchema.extend({ disabled: z.boolean() }).partial().strict();
export type ChangePerson = z.infer<typeof changePersonSchema>;

/** Of whoever asks. */
export const changePasswordSchema = z
  .object({ current: z.string().min(1).max(1024), password: newPasswordSchema })
  .strict();
export type ChangePassword = z.infer<typeof changePasswordSchema>;

/** How one is let in, and who asks. */
export const sessionViewSchema = z.object({
  /** Open to whoever reaches it, to who knows the one password, or to people by name. */
  way: z.enum(["open", "password", "people"]),
  /** Where `way` is `people`: the provider of identities, by the name on its button. */
  oidc: z.object({ name: z.string() }).optional(),
  /** Where `way` is `people`: somebody can sign in by a name and a password. */
  hasPasswords: z.boolean().optional(),
  person: personSchema.optional(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const auditKinds = [
  "sign_in",
  "sign_in_refused",
  "sign_out",
  "person_added",
  "person_changed",
  "account_connected",
  "account_disconnected",
  "key_changed",
  "key_removed",
  "access_key_created",
  "access_key_revoked",
  "page_link_created",
  "page_link_revoked",
  "server_changed",
  "server_removed",
  "tool_server_changed",
  "tool_server_removed",
  "secret_set",
  "secret_removed",
  "settings_changed",
  "run_answered",
  "run_exported",
  "workflow_exported",
] as const;
export const auditKindSchema = z.enum(auditKinds);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** One line of the audit log. */
export const auditEntrySchema = z.object({
  id: z.string(),
  /** ISO 8601. */
  at: z.string(),
  kind: auditKindSchema,
  /** Absent where nobody was signed in, or somebody worked at the terminal. */
  person: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Whose or what it was about: an id or a name, never a secret. */
  about: z.string().optional(),
  /** The network address that asked. */
  address: z.string().optional(),
  details: z.record(z.string(), z.string()).optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditExportQuerySchema = z
  .object({ kind: auditKindSchema.optional(), person: idSchema.optional() })
  .strict();

/** Newest first; the entries before the one whose id is `before`. */
export const auditQuerySchema = auditExportQuerySchema.extend({
  before: z
    .string()
    .regex(/^\d{1,18}$/, "the id of an entry")
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

/** A page names itself, so that it can say that it is gone. */
export const presentPageSchema = z.object({ page: idSchema }).strict();

/** Who else has a workflow open. */
export const presenceSchema = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), since: z.string() })),
});
export type Presence = z.infer<typeof presenceSchema>;
