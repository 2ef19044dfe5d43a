import { AppError, isAppError } from "@/types/errors";
import { type LlmCall, type LlmResult, llmResultSchema, type Message, type ToolCall } from "@/types/llm";
import type { PortValues } from "@/types/run";
import type { GenerateData } from "./generate";
import { answerTo, type Generated, toAnswer } from "./generateAnswer";
import { toLlmCall } from "./generateCall";
import type { NodeContext } from "./nodeKind";
import { addSpent, type Spent } from "./spent";
import { fillBelt, toModelTools } from "./toolBelt";
import { runTools, type UsedTool } from "./toolCalls";
import { STANDARD_ROUNDS, STANDARD_TOOL_TEXT, type ToolSettings } from "./toolSettings";
import { imagesOf, toModelText } from "./toolTexts";

const roundSchema = llmResultSchema.pick({
  text: true,
  toolCalls: true,
  state: true,
  json: true,
  sources: true,
  reasoning: true,
});
type Round = Pick<LlmResult, keyof typeof roundSchema.shape>;

/**
 * An answer of a model that may use tools: it is asked again with what they gave until it asks for none. Each of its
 * answers is told before a call that it asks for is made, and none of them is asked for again in a later attempt.
 * @throws AppError what `generate` and `fillBelt` throw, `tool_failed` where a person stops an unfinished call,
 * `too_many_rounds` with the last words of the model in `text`; Rest while a person is asked
 */
export async function generateWithTools(
  context: NodeContext<unknown>,
  data: GenerateData,
  settings: ToolSettings,
): Promise<Generated> {
  const { maxToolRounds = STANDARD_ROUNDS, maxToolText = STANDARD_TOOL_TEXT } = settings;
  const belt = await fillBelt(context, settings);
  const call = { ...(await toLlmCall(context, data)), tools: toModelTools(belt, context.onNotice) };
  const talk = startTalk(call, context);
  let spent: Spent = {};
  let hasActed = false;
  for (let number = 1; ; number++) {
    const { round, ...cost } = pastRound(context, number) ?? (await nextRound(talk, number, context));
    spent = addSpent(spent, cost);
    const { toolCalls = [], text } = round;
    if (toolCalls.length === 0) {
      const told = number === 1 ? {} : { isTold: true as const };
      return { answer: toAnswer(round, data), ...spent, ...told, ...(hasActed ? { isKept: false as const } : {}) };
    }
    if (number > maxToolRounds) throw tooManyRounds(maxToolRounds, text);
    const used = await runTools(context, belt, toolCalls);
    hasActed ||= used.some(({ isReading }) => !isReading);
    await talk.add(round, used, maxToolText);
  }
}

interface TakenRound extends Spent {
  round: Round;
}

function pastRound({ past }: NodeContext<unknown>, number: number): TakenRound | undefined {
  const step = past.rounds.find(({ round }) => round === number);
  if (step === undefined) return undefined;
  const { output, usage, payer, calls } = step;
  const spent = { ...(usage && { usage }), ...(payer && { payer }), ...(calls === undefined ? {} : { calls }) };
  return { round: roundSchema.parse(output), ...spent };
}

/** Asks the model. Its answer is told, unless it is the only one: then the end of the node tells it. */
async function nextRound(talk: Talk, number: number, context: NodeContext<unknown>): Promise<TakenRound> {
  const { result, ...spent } = await talk.ask(number);
  const { text, toolCalls, state, json, sources, reasoning } = result;
  const round: Round = {
    text,
    ...(toolCalls && { toolCalls: talk.name(toolCalls) }),
    ...(state && { state }),
    ...(json === undefined ? {} : { json }),
    ...(sources && { sources }),
    ...(reasoning === undefined ? {} : { reasoning }),
  };
  if (number > 1 || toolCalls !== undefined) {
    await context.tell({ type: "node-round", round: number, output: round as PortValues, ...spent }); // JSON, all of it
  }
  return { round, ...spent };
}

function tooManyRounds(most: number, text: string): AppError {
  const message = `The model asked for tools more than ${most} times without coming to an answer. Raise the limit of rounds, or ask for less.`;
  return new AppError("too_many_rounds", message, { text });
}

/** What has been said between the model and its tools. */
interface Talk {
  /** The answer to all of it. */
  ask(number: number): ReturnType<typeof answerTo>;
  /** The calls of an answer, each under an id of its own: some servers count anew in each answer. */
  name(calls: readonly ToolCall[]): ToolCall[];
  add(round: Round, used: readonly UsedTool[], mostText: number): Promise<void>;
}

/** Pictures that go with one call at most, those of the node among them. */
const MOST_IMAGES = 50;

function startTalk(call: LlmCall, context: NodeContext<unknown>): Talk {
  const messages: Message[] = call.messages.map((message) => withAttached(message, call));
  const images = [...(call.images ?? [])];
  const own = images.length;
  const ids = new Set<string>();
  let takesImages = true;
  const said: Said = { text: false, reasoning: false };
  const toCall = (): LlmCall =>
    takesImages
      ? { ...call, messages, ...(images.length === 0 ? {} : { images }) }
      : { ...call, messages: messages.map(withoutImages) };
  const contextOf = (number: number) => (number === 1 && !said.text ? context : later(context, said));

  return {
    ask: async (number) => {
      try {
        return await answerTo(toCall(), contextOf(number));
      } catch (error) {
        // The calls before it were taken: only the pictures are new.
        if (!isAppError(error) || error.code !== "unsupported_option" || images.length === own || !takesImages)
          throw error;
        takesImages = false;
        context.onNotice(imagesLeftOut);
        return answerTo(toCall(), contextOf(number));
      }
    },
    name: (calls) => calls.map((each) => ({ ...each, id: freeId(each.id, ids) })),
    add: async ({ text, reasoning = "", toolCalls = [], state }, used, mostText) => {
      for (const { id } of toolCalls) ids.add(id);
      said.text ||= text !== "";
      said.reasoning ||= reasoning !== "";
      messages.push({ role: "assistant", content: text, toolCalls, ...(state && { state }) });
      for (const step of used) {
        const pictures = imagesOf(step).slice(0, Math.max(0, MOST_IMAGES - images.length));
        for (const picture of pictures) images.push(await context.assets.toDataUrl(picture));
        const attached = pictures.length === 0 ? {} : { attached: { images: pictures.length } };
        messages.push({ role: "tool", toolCallId: step.call, content: toModelText(step, mostText), ...attached });
      }
    },
  };
}

/** The id itself where no call has it. Takes it. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`;
  taken.add(id);
  return id;
}

/** What came with the question stays with it, whatever the tools bring. */
function withAttached(message: Message, { images = [], files = [] }: LlmCall): Message {
  if (message.role !== "user" || images.length + files.length === 0) return message;
  return { ...message, attached: { images: images.length, files: files.length } };
}

function withoutImages(message: Message): Message {
  if (message.role !== "tool") return message;
  const { attached: _, ...rest } = message;
  return rest;
}

const imagesLeftOut = {
  code: "tool_images_left_out",
  message: "The model does not read the pictures that a tool gave. They were left out.",
};

interface Said {
  text: boolean;
  reasoning: boolean;
}

/** Of later answers: words stand apart from those before, and a wait for a place is not one of a node that never began. */
function later(context: NodeContext<unknown>, said: Said): NodeContext<unknown> {
  return {
    ...context,
    onQueue: () => {},
    onText: apart(context.onText, said.text),
    onReasoning: apart(context.onReasoning, said.reasoning),
  };
}

function apart(tell: (delta: string) => void, hasBefore: boolean): (delta: string) => void {
  let isApart = !hasBefore;
  return (delta) => {
    tell(isApart ? delta : `\n\n${delta}`);
    isApart = true;
  };
}
