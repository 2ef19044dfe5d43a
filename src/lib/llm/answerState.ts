import type { CredentialSource } from "@/types/credential";
import type { AnswerState, LlmCall, Message } from "@/types/llm";
import { asArray, isObject, type JsonObject } from "./narrow";

/** Who wrote what an answer held: what is encrypted for one account or model, another cannot read. */
export interface StateOwner {
  provider: LlmCall["provider"];
  payer: string;
  model: string;
}

/** The items of an answer that one protocol needs back, in their order. */
export interface HeldItems {
  items: JsonObject[];
  /** They come from another account, key or model than the one that is asked now. */
  isForeign: boolean;
}

/** Who answers a call on this credential. */
export function ownerOf({ provider, model }: LlmCall, { payer }: Pick<CredentialSource, "payer">): StateOwner {
  return { provider, payer: payer.id, model };
}

/** The state of an answer, opaque to who gets it. */
export function toState({ provider, payer, model }: StateOwner, items: JsonObject[]): AnswerState {
  return { provider, payer, model, items };
}

/**
 * What a message of the conversation held, as far as `owner`'s protocol wrote it; undefined: the message is known by
 * its text and its calls alone. A state is foreign input: each protocol takes of its items only the kinds it knows.
 */
export function heldItems(message: Message, owner: StateOwner): HeldItems | undefined {
  if (message.role !== "assistant" || message.state?.provider !== owner.provider) return undefined;
  const items = asArray(message.state.items).filter(isObject);
  const isForeign = message.state.payer !== owner.payer || message.state.model !== owner.model;
  return items.length === 0 ? undefined : { items, isForeign };
}
