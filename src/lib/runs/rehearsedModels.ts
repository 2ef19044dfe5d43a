import { randomUUID } from "node:crypto";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import { type ImageCheck, type MakeImages, standardImageModels } from "@/types/images";
import { type CallLlm, CHARACTERS_PER_TOKEN, type LlmCall, noUsage } from "@/types/llm";
import type { ProviderId } from "@/types/providerTable";
import type { Tally } from "./callTally";
import { emptyAnswer } from "./emptyAnswer";

/** In the place of a picture that is not made yet. */
const noPicture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==";
/** Of a PDF: a page of text takes some hundred tokens and 10 KB, a scanned one a thousand and more, and 100 KB. */
const FILE_BYTES_PER_TOKEN = 20;
/** Of one picture, in tokens; upstreams count between some hundred and two thousand. */
const IMAGE_TOKENS = 1000;

export interface ModelChecks {
  /**
   * Whether a call of one rehearsal would be refused for its model; none is looked at if absent.
   * @throws AppError `unsupported_option`, `model_not_available`
   */
  fitCheck?: () => (call: LlmCall) => Promise<void>;
  /** Whether a call for pictures would be refused, and which model is asked where none is named. */
  images?: ImageCheck;
}

/** Counts calls in the place of sending them. No answer is like another, so that nothing is found in the cache by chance. */
export function createRehearsedModels(tally: Tally, { fitCheck, images: imageCheck }: ModelChecks) {
  const drawn = new Set<string>();
  const check = fitCheck?.();
  const callLlm: CallLlm = async function* (call) {
    await check?.(call);
    tally.add(call, { count: 1, inputTokens: tokensOf(call) });
    const json = emptyAnswer(call.jsonSchema);
    const told = { ...toldOf(call.provider, call.model), text: randomUUID(), finishReason: "stop" } as const;
    yield { type: "end", result: { ...told, ...(json === undefined ? {} : { json }) } };
  };
  const makeImages: MakeImages = async (call) => {
    await imageCheck?.check(call);
    const { prompt, images = [], provider, account } = call;
    const model = call.model ?? standardImageModels[provider] ?? "";
    const inputTokens = Math.ceil(prompt.length / CHARACTERS_PER_TOKEN) + images.length * IMAGE_TOKENS;
    tally.add({ provider, model, account }, { count: 1, inputTokens });
    const picture = () => ({ asset: randomUUID(), mime: "image/png", bytes: 0, width: 1, height: 1 });
    const made = Array.from({ length: call.n ?? 1 }, picture);
    for (const { asset } of made) drawn.add(asset);
    return { ...toldOf(provider, model), images: made, asked: {}, got: {} };
  };
  /** Assets with the pictures that are not made yet among them. */
  const withDrawn = (assets: NodeAssets): NodeAssets => ({
    ...assets,
    toDataUrl: async (ref) => (drawn.has(ref.asset) ? noPicture : assets.toDataUrl(ref)),
  });
  return { callLlm, makeImages, withDrawn };
}

function toldOf(provider: ProviderId, model: string) {
  const payer = { kind: "key", id: "", provider, name: "" } as const;
  return { provider, model, payer, usage: noUsage, notices: [], requestId: "" };
}

function tokensOf({ messages, system = "", images = [], files = [] }: LlmCall): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, system.length);
  const fileBytes = files.reduce((sum, { dataUrl }) => sum + ((dataUrl.length - dataUrl.indexOf(",") - 1) / 4) * 3, 0);
  const texts = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  return texts + images.length * IMAGE_TOKENS + Math.ceil(fileBytes / FILE_BYTES_PER_TOKEN);
}
