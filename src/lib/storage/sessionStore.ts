import { z } from "zod";
import { AppError } from "@/types/errors";
import type { SessionState, SessionStore, TextStore, VersionedText } from "./ports";
import { parseStored } from "./storedJson";

const VERSION = 1;

const stateSchema = z.object({
  version: z.literal(VERSION),
  sessions: z.array(z.object({ id: z.string(), expiresAt: z.iso.datetime() })),
  wrongPasswords: z.array(z.object({ at: z.iso.datetime(), network: z.string(), name: z.string().optional() })),
});

/** The sessions of all processes, in one text. */
export function createSessionStore(texts: TextStore): SessionStore {
  const text = texts.text("sessions", "Who is signed in");
  const lock = texts.lock("sessions");
  let known: { version: string; state: SessionState } | undefined;

  /** Asked with every request, so it is parsed only when it is another one than the last time. */
  function stateOf(current: VersionedText | undefined): SessionState {
    if (current === undefined) return { sessions: [], wrongPasswords: [] };
    if (known?.version !== current.version) {
      known = { version: current.version, state: parseState(current.text, text.place) };
    }
    return known.state;
  }

  return {
    read: async () => stateOf(await text.read()),
    change: (edit) =>
      lock.run(async () => {
        const current = await text.read();
        const before = stateOf(current);
        const draft = structuredClone(before);
        const result = edit(draft);
        if (JSON.stringify(draft) !== JSON.stringify(before)) {
          await text.write(`${JSON.stringify({ version: VERSION, ...draft }, null, 2)}\n`, current?.version);
        }
        return result;
      }),
  };
}

function parseState(text: string, place: string): SessionState {
  const state = stateSchema.safeParse(parseStored(text));
  if (state.success) return { sessions: state.data.sessions, wrongPasswords: state.data.wrongPasswords };
  const message = `Who is signed in cannot be read from ${place}: it is damaged, or from another version of Patchbay. Delete it to sign in anew.`;
  throw new AppError("storage_failed", message, {}, { cause: state.error });
}
