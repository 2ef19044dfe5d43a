import { z } from "zod";

/** Laid over an account whose secrets cannot or must not be used: signing in again finds its row. */
export const nothingSecret = {
  status: "needs_login",
  access_token: null,
  refresh_token: null,
  id_token: null,
  api_key: null,
  proxy_url: null,
} as const;

/** The rows of a list that this version understands; the others stay in the file and are passed over. */
export function knownRows<Row extends z.ZodType>(row: Row) {
  return z.array(z.unknown()).transform((rows) =>
    rows.flatMap((stored): z.output<Row>[] => {
      const read = row.safeParse(stored);
      return read.success ? [read.data] : [];
    }),
  );
}

/**
 * Accounts; one that another version wrote so that this one does not understand it is shown and not used: what can be
 * read of it, `kind` where that cannot, and none of its secrets.
 */
export function accountsOf<Row extends z.ZodObject>(
  row: Row,
  kind: Pick<z.output<Row>, "provider" | "route" | "mode">,
) {
  return z.array(z.unknown()).transform((rows) =>
    rows.flatMap((stored): z.output<Row>[] => {
      const read = row.safeParse(stored);
      if (read.success) return [read.data];
      const shown = row.safeParse(toShown(stored, { ...unreadAccount, ...kind }, read.error));
      return shown.success ? [shown.data] : [];
    }),
  );
}

const EPOCH = new Date(0).toISOString();

/** Of fields that cannot be read. `id` is not among them: a row without one is no account. */
const unreadAccount = {
  name: "?",
  status: "needs_login",
  issuer: "",
  client_id: "",
  sub: "",
  account_id: null,
  user_id: null,
  email: null,
  plan_type: null,
  id_token_verified: false,
  expires_at: null,
  scope: "",
  created_at: EPOCH,
  updated_at: EPOCH,
  generation: 1,
};

function toShown(stored: unknown, fallback: object, error: z.ZodError): object {
  const unread = [...new Set(error.issues.map(({ path }) => String(path[0])))];
  const readable = Object.entries({ ...(stored as object) }).filter(([field]) => !unread.includes(field));
  const shown: Record<string, unknown> = { ...fallback, ...Object.fromEntries(readable) };
  return {
    ...shown,
    ...nothingSecret,
    last_error: {
      code: "reauth_required",
      message: `The account was last used by another version of Patchbay, and this one does not know its ${unread.join(", ")}. Use that version, or sign in again here.`,
      at: shown.updated_at,
    },
    health: null,
    unread_fields: unread,
  };
}
