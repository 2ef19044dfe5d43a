import { z } from "zod";
import { createJsonText } from "./jsonText";
import type { SessionStore, TextStore } from "./ports";

const stateSchema = z.object({
  version: z.literal(1),
  sessions: z.array(z.object({ id: z.string(), expiresAt: z.iso.datetime() })),
  wrongPasswords: z.array(z.object({ at: z.iso.datetime(), network: z.string(), name: z.string().optional() })),
});

/** The sessions of all processes, in one text. */
export function createSessionStore(texts: TextStore): SessionStore {
  return createJsonText<z.infer<typeof stateSchema>>({
    texts,
    name: "sessions",
    what: "Who is signed in",
    schema: stateSchema,
    empty: { version: 1, sessions: [], wrongPasswords: [] },
    mend: "Delete it to sign in anew.",
  });
}
