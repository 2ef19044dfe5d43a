import type { PromptStyle } from "@/lib/config";
import type { LlmCall, Message } from "@/types/llm";

export type SentStyle = "instructions" | "developer";

/** What the configuration fixes wins, else what worked for this account, else the older form. */
export function firstStyle(configured: PromptStyle, remembered: SentStyle | undefined): SentStyle {
  return configured === "auto" ? (remembered ?? "instructions") : configured;
}

export function otherStyle(style: SentStyle): SentStyle {
  return style === "instructions" ? "developer" : "instructions";
}

/** The system text of a call, and the conversation that follows it. Later system messages stay in their place. */
export function splitSystem({ system, messages }: Pick<LlmCall, "system" | "messages">): {
  system: string | undefined;
  rest: Message[];
} {
  const firstOther = messages.findIndex((message) => message.role !== "system");
  const leading = firstOther === -1 ? messages.length : firstOther;
  const texts = [system ?? "", ...messages.slice(0, leading).map((message) => message.content)];
  const joined = texts.filter((text) => text.trim() !== "").join("\n\n");
  return { system: joined === "" ? undefined : joined, rest: messages.slice(leading) };
}
