import type { Log } from "@/lib/log";
import type { Services } from "@/lib/services";
import type { SealedTexts } from "@/lib/storage/sealedTexts";
import type { LlmCall, LlmResult, Message } from "@/types/llm";
import type { Payer } from "@/types/providers";

/**
 * What answers with tool calls held beside their text (`AnswerState`), for clients that send none of it back: kept by
 * access key, account and calls for a day, and put back where the conversation has those calls. Where it is gone, the
 * calls go without the model's reasoning.
 */
export interface KeptState {
  /** Before the client learns that the answer has ended. Never throws: what cannot be kept is gone. */
  remember(key: { id: string }, result: AnsweredCalls): Promise<void>;
  /** The messages, those without a state with the one that was kept for who is asked now. Never throws. */
  restore(key: { id: string }, asked: Pick<LlmCall, "provider" | "account">, messages: Message[]): Promise<Message[]>;
}

type AnsweredCalls = Pick<LlmResult, "toolCalls" | "state"> & { payer?: Payer };
type State = NonNullable<LlmResult["state"]>;

export interface KeptStateOptions {
  /** Where other processes find it; absent where there are none. */
  shared?: SealedTexts;
  log: Pick<Log, "warn">;
  /** Milliseconds since 1970. */
  now(): number;
  /** Of this process: how many are kept, and how many characters they have together; the oldest go first. */
  max?: number;
  maxCharacters?: number;
}

/** How long a state is kept, in milliseconds. */
export const STATE_MS = 24 * 60 * 60_000;
/** Of one state as JSON; longer ones are not kept. */
const MAX_STATE_CHARACTERS = 1_000_000;

interface Entry {
  /** Undefined: it is known that there is none. */
  json: string | undefined;
  endsAtMs: number;
}

export function createKeptState({
  shared,
  log,
  now,
  max = 5000,
  maxCharacters = 64_000_000,
}: KeptStateOptions): KeptState {
  /** The oldest first. */
  const entries = new Map<string, Entry>();
  let characters = 0;

  function drop(name: string): void {
    characters -= entries.get(name)?.json?.length ?? 0;
    entries.delete(name);
  }

  function put(name: string, json: string | undefined): void {
    drop(name);
    entries.set(name, { json, endsAtMs: now() + STATE_MS });
    characters += json?.length ?? 0;
    for (const oldest of entries.keys()) {
      if (entries.size <= max && characters <= maxCharacters) break;
      drop(oldest);
    }
  }

  async function find(name: string): Promise<State | undefined> {
    const known = entries.get(name);
    if (known !== undefined && known.endsAtMs > now())
      return known.json === undefined ? undefined : JSON.parse(known.json);
    const json = await shared?.find(name);
    // An answer is kept before anybody can ask about its calls: what is not there now will not come.
    if (shared !== undefined) put(name, json);
    return json === undefined ? undefined : JSON.parse(json);
  }

  const orNothing = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn("What a model's calls held beside them is not at hand; they go without its reasoning.", { reason });
      return undefined;
    }
  };

  return {
    remember: async (key, { toolCalls = [], state, payer }) => {
      if (toolCalls.length === 0 || payer === undefined) return;
      const name = nameOf(key.id, payer.id, toolCalls);
      const json = state && JSON.stringify(state);
      if (json !== undefined && json.length > MAX_STATE_CHARACTERS) return;
      put(name, json);
      if (json !== undefined && shared !== undefined) await orNothing(shared.keep(name, json));
    },
    restore: (key, { provider, account }, messages) =>
      Promise.all(
        messages.map(async (message) => {
          if (message.role !== "assistant" || message.state !== undefined) return message;
          const { toolCalls = [] } = message;
          if (toolCalls.length === 0) return message;
          // Without an account it is a key that pays, and a key is called by its provider.
          const state = await orNothing(find(nameOf(key.id, account ?? provider, toolCalls)));
          return state === undefined ? message : { ...message, state };
        }),
      ),
  };
}

const ofServer = new WeakMap<Log, KeptState>();

/** The one of this process, whoever asks. */
export function keptStateOf({ log, answerStates }: Pick<Services, "log" | "answerStates">): KeptState {
  const known = ofServer.get(log) ?? createKeptState({ shared: answerStates, log, now: Date.now });
  ofServer.set(log, known);
  return known;
}

/** Of an answer; one whose calls were changed since is another. */
function nameOf(key: string, payer: string, calls: readonly { id: string }[]): string {
  return JSON.stringify([key, payer, ...calls.map(({ id }) => id).sort()]);
}
