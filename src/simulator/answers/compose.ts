import { type Scenario, withoutScenarios } from "@/simulator/scenarios/scenario";
import type { Answer, Ask } from "./ask";
import { instanceOf } from "./fromSchema";
import { writeProse } from "./prose";
import { themeOf } from "./theme";
import { countTokens, cutToTokens, toPieces } from "./tokens";

const usualLongWords = 600;
/** Tokens that a picture counts for. */
const imageTokens = 765;

/** The whole answer to a request, before any protocol dresses it. Deterministic. */
export function composeAnswer(ask: Ask, scenarios: Scenario[]): Answer {
  const asked = (word: Scenario["word"]) => scenarios.find((scenario) => scenario.word === word);
  const prompt = withoutScenarios(ask.prompt);
  const long = asked("long");
  const full =
    long === undefined ? writeText(ask, prompt, asked("bad-json") !== undefined) : writeLong(ask, prompt, long);
  const limit = asked("incomplete") === undefined ? ask.maxTokens : Math.ceil(countTokens(full) / 2);
  const text = limit === undefined ? full : cutToTokens(full, limit);
  const reasoning = `**Reading the request**\n\nThe person asks about ${themeOf(prompt)}. A short, direct answer serves best.`;
  const thinks = ask.reasoningEffort !== undefined && ask.reasoningEffort !== "none";
  return {
    text,
    pieces: toPieces(text),
    reasoning,
    finish: asked("content-filter") !== undefined ? "content-filter" : text === full ? "stop" : "length",
    usage: {
      input: countTokens(ask.system) + countTokens(ask.prompt) + ask.images.length * imageTokens + 7,
      cached: 0,
      output: countTokens(text),
      reasoning: thinks ? countTokens(reasoning) : 0,
    },
  };
}

function writeText(ask: Ask, prompt: string, broken: boolean): string {
  if (ask.schema === undefined && ask.json !== true) return writeProse(ask, prompt);
  const json = JSON.stringify(
    instanceOf(ask.schema ?? { type: "object", properties: { answer: {} } }, themeOf(prompt)),
  );
  return broken ? json.slice(0, -1) : json;
}

function writeLong(ask: Ask, prompt: string, { amount = usualLongWords }: Scenario): string {
  const wanted = Math.min(amount, 200_000);
  const paragraphs: string[] = [];
  for (let words = 0, part = 1; words < wanted; part += 1) {
    const paragraph = writeProse({ ...ask, system: `${ask.system}\n${part}`, images: [] }, prompt);
    words += paragraph.split(/\s+/).length;
    // A heading is one only at the start of a line.
    paragraphs.push(`**${part}.** ${paragraph.replace(/^### .*\n\n/, "")}`);
  }
  return paragraphs
    .join("\n\n")
    .split(/(?<=\s)/)
    .slice(0, wanted)
    .join("")
    .trimEnd();
}
