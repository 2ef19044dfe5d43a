/** Words in square brackets that make a failure or an oddity on demand; docs/simulator.md explains each. */
export const refusalWords = [
  "usage-limit",
  "usage-not-included",
  "400",
  "429",
  "500",
  "503",
  "at-capacity",
  "cloudflare",
  "expired-token",
  "revoked-token",
] as const;
export type RefusalWord = (typeof refusalWords)[number];

/** Refusals of plan sharing alone; elsewhere they mean nothing. */
export const siwcWords = [
  "siwc-limit",
  "siwc-unavailable",
  "siwc-user-unavailable",
  "siwc-not-eligible",
  "siwc-unsupported",
  "siwc-route",
  "siwc-invalid-user",
  "siwc-scope",
  "siwc-context",
  "siwc-region",
  "siwc-closed",
] as const;
export type SiwcWord = (typeof siwcWords)[number];

/** Of pictures alone; elsewhere they mean nothing. */
export const imageWords = ["moderation", "image-limit", "newer-version", "other-size"] as const;
export type ImageWord = (typeof imageWords)[number];

export const streamWords = [
  "cut",
  "cut-quietly",
  "empty-output",
  "deltas-only",
  "incomplete",
  "content-filter",
  "context-length",
  "overloaded",
  "failed",
  "rate-limit-stream",
  "error-event",
  "slow",
  "stall",
  "long",
  "bad-json",
  "bad-draft",
  "commentary",
  "whole",
  "stop-early",
  "siwc-limit-late",
  "siwc-unavailable-late",
  "then",
  "search",
  "no-search",
  "pause",
  "picture",
] as const;
export type StreamWord = (typeof streamWords)[number];

/** Words that name something: a function to call, a capability to refuse. */
const namingWords = ["call", "refuse"] as const;

export interface Scenario {
  word: RefusalWord | SiwcWord | ImageWord | StreamWord | (typeof namingWords)[number];
  /** What a naming word names, `[call:get_weather]`. */
  name?: string;
  /** What follows the name, `[call:add {"a":1}]`: the arguments as they stand. */
  text?: string;
  /** The number after a colon, `[slow:5]`: seconds, words or whatever the scenario counts. */
  amount?: number;
  /** Only the first of two equal requests meets it, `[500-once]`. */
  once: boolean;
}

const known: ReadonlySet<string> = new Set([...refusalWords, ...siwcWords, ...imageWords, ...streamWords]);
const counted = /\[([a-z0-9-]+?)(-once)?(?::(\d+(?:\.\d+)?))?\]/;
/** One pair of brackets may stand in the text after the name: a list in the arguments. */
const naming = /\[(call|refuse):([\w.-]+)(?:\s+((?:[^[\]]|\[[^[\]]*\])+))?\]/;
const pattern = new RegExp(`${counted.source}|${naming.source}`, "g");

/** The scenarios a prompt asks for, in order; unknown words in brackets are just text. */
export function parseScenarios(prompt: string): Scenario[] {
  return [...prompt.matchAll(pattern)].flatMap<Scenario>(([, word, once, amount, namingWord, name, text]) => {
    if (namingWord === "call" || namingWord === "refuse") {
      const said = text === undefined ? {} : { text: text.trim() };
      return [{ word: namingWord, once: false, ...(name === undefined ? {} : { name }), ...said }];
    }
    if (!isScenarioWord(word)) return [];
    return [{ word, once: once !== undefined, ...(amount === undefined ? {} : { amount: Number(amount) }) }];
  });
}

function isScenarioWord(word: string | undefined): word is Scenario["word"] {
  return word !== undefined && known.has(word);
}

export function isRefusal(scenario: Scenario): scenario is Scenario & { word: RefusalWord } {
  return (refusalWords as readonly string[]).includes(scenario.word);
}

export function isSiwcRefusal(scenario: Scenario): scenario is Scenario & { word: SiwcWord } {
  return (siwcWords as readonly string[]).includes(scenario.word);
}

/** The prompt without its scenario words, so that an answer that quotes it does not pass them on. */
export function withoutScenarios(prompt: string): string {
  return prompt
    .replace(pattern, (whole, word: string | undefined) => (word === undefined || known.has(word) ? "" : whole))
    .replace(/ {2,}/g, " ")
    .trim();
}

/** Whether the answer comes whole, in JSON, though a stream was asked for. */
export function comesWhole(scenarios: readonly Scenario[]): boolean {
  return scenarios.some(({ word }) => word === "whole");
}
