import type { z } from "zod";
import { AppError } from "@/types/errors";
import type { LockOptions, TextStore, VersionedText } from "./ports";
import { parseStored } from "./storedJson";

export interface JsonTextOptions<State> {
  texts: TextStore;
  /** Of the text and of its lock. */
  name: string;
  /** The subject of the words when it cannot be read: "Who is signed in". */
  what: string;
  /** Of the whole text. */
  schema: z.ZodType<State>;
  /** What holds where no text is. */
  empty: State;
  /** What a person can do about a text that is damaged, as a sentence. */
  mend: string;
  /** Of its lock. */
  lock?: LockOptions;
}

/** Something small that all processes share, kept as one JSON text. */
export interface JsonText<State> {
  /** Cheap enough for every request; not to be changed. @throws AppError `storage_failed` */
  read(): Promise<State>;
  /**
   * Reads anew while nobody else writes, lets `edit` change a copy, and keeps it; `save` keeps what was changed so far.
   * @throws AppError `storage_failed`, what `edit` throws
   */
  change<T>(edit: (state: State, save: () => Promise<void>) => T | Promise<T>): Promise<T>;
  /** Leaves nothing there. @throws AppError `storage_failed` */
  remove(): Promise<void>;
}

export function createJsonText<State extends object>(options: JsonTextOptions<State>): JsonText<State> {
  const { texts, name, what, schema, empty, mend } = options;
  const text = texts.text(name, what);
  const lock = texts.lock(name, options.lock);
  let known: { version: string; state: State } | undefined;

  function parse(stored: string): State {
    const { success, data, error } = schema.safeParse(parseStored(stored));
    if (success) return data;
    const message = `${what} cannot be read from ${text.place}: it is damaged, or from another version of Patchbay. ${mend}`;
    throw new AppError("storage_failed", message, {}, { cause: error });
  }

  /** It is parsed only when it is another one than the last time. */
  function stateOf(current: VersionedText | undefined): State {
    if (current === undefined) return empty;
    if (known?.version !== current.version) known = { version: current.version, state: parse(current.text) };
    return known.state;
  }

  return {
    read: async () => stateOf(await text.read()),
    change: (edit) =>
      lock.run(async () => {
        let current = await text.read();
        const draft = structuredClone(stateOf(current));
        let saved = JSON.stringify(draft);
        const write = async () => {
          const now = JSON.stringify(draft);
          if (now === saved) return false;
          await text.write(`${JSON.stringify(draft, null, 2)}\n`, current?.version);
          saved = now;
          return true;
        };
        const save = async () => {
          // What is written next goes over this version.
          if (await write()) current = await text.read();
        };
        const result = await edit(draft, save);
        await write();
        return result;
      }),
    remove: () => lock.run(() => text.remove()),
  };
}
