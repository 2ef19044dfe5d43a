import { type Scenario, withoutScenarios } from "@/simulator/scenarios/scenario";
import type { Answer, Ask } from "./ask";
import { callsDue, tellOutputs } from "./calls";
import { asksForWorkflow, drawWorkflow } from "./drawWorkflow";
import { instanceOf } from "./fromSchema";
import { writeProse } from "./prose";
import { citeSources, searchFor } from "./search";
import { themeOf } from "./theme";
import { countTokens, cutToTokens, toPieces } from "./tokens";

const usualLongWords = 600;
/** Tokens that a picture counts for. */
const imageTokens = 765;

/** Tokens that a page of a file counts for. */
const pageTokens = 400;

/** The whole answer to a request, before any protocol dresses it. Deterministic. */
export function composeAnswer(ask: Ask, scenarios: Scenario[]): Answer {
  const has = (word: Scenario["word"]) => scenarios.some((scenario) => scenario.word === word);
  const prompt = withoutScenarios(ask.prompt);
  const theme = themeOf(prompt);
  const calls = callsDue(ask, scenarios);
  const search = calls.length > 0 ? undefined : searchFor(ask, prompt, theme, scenarios);
  const plain = calls.length > 0 ? "" : writeAnswer(ask, prompt, scenarios);
  const isJson = ask.schema !== undefined || ask.json === true;
  const cited = search === undefined || isJson ? { text: plain, citations: [] } : citeSources(plain, search);
  const limit = has("incomplete") ? Math.ceil(countTokens(cited.text) / 2) : ask.maxTokens;
  const text = limit === undefined ? cited.text : cutToTokens(cited.text, limit);
  const isWhole = text === cited.text;
  const reasoning = `**Reading the request**\n\nThe person asks about ${theme}. A short, direct answer serves best.`;
  const thinks = ask.reasoningEffort !== undefined && ask.reasoningEffort !== "none";
  const draws = ask.canDraw === true && calls.length === 0 && wantsPicture(ask, prompt, scenarios);
  return {
    calls,
    text,
    pieces: toPieces(text),
    citations: isWhole ? cited.citations : [],
    ...(search === undefined ? {} : { search }),
    ...(draws ? { picture: { prompt: `A picture of ${theme}` } } : {}),
    reasoning,
    finish: has("content-filter") ? "content-filter" : isWhole ? "stop" : "length",
    usage: {
      input: inputTokens(ask),
      cached: ask.cachedTokens ?? 0,
      output: countTokens(text) + calls.reduce((sum, { input }) => sum + countTokens(input), 0),
      reasoning: thinks ? countTokens(reasoning) : 0,
    },
  };
}

function inputTokens({ read, system, prompt, images, files = [] }: Ask): number {
  const text = read === undefined ? countTokens(system) + countTokens(prompt) : countTokens(read);
  const pages = files.reduce((sum, file) => sum + file.pages, 0);
  return text + images.length * imageTokens + pages * pageTokens + 7;
}

function wantsPicture({ choice }: Ask, prompt: string, scenarios: Scenario[]): boolean {
  if (choice === "image_generation" || scenarios.some(({ word }) => word === "picture")) return true;
  return choice !== "none" && /\b(draw|paint|picture of|image of|photo of)\b/i.test(prompt);
}

function writeAnswer(ask: Ask, prompt: string, scenarios: Scenario[]): string {
  const long = scenarios.find(({ word }) => word === "long");
  if (long !== undefined) return writeLong(ask, prompt, long);
  const has = (wanted: Scenario["word"]) => scenarios.some(({ word }) => word === wanted);
  const text = writeText(ask, prompt, { broken: has("bad-json"), isWrong: has("bad-draft") });
  const told = ask.schema === undefined && ask.json !== true ? tellOutputs(ask) : "";
  return told === "" ? text : `${told}\n\n${text}`;
}

function writeText(ask: Ask, prompt: string, { broken, isWrong }: { broken: boolean; isWrong: boolean }): string {
  if (asksForWorkflow(ask)) return drawWorkflow(prompt, isWrong);
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
