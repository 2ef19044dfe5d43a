import { AppError } from "@/types/errors";
import type { InputFile, LlmCall } from "@/types/llm";
import type { Value } from "@/types/run";
import type { GenerateData } from "./generate";
import { toImageDataUrl } from "./imageValues";
import type { NodeAssets, NodeContext } from "./nodeKind";
import { namesIn, toPlaces } from "./placeholders";
import { isAssetRef, toList, toText } from "./values";

/** The call of an LLM node on what has arrived. @throws AppError `invalid_request`, `not_found` for a file that is gone */
export async function toLlmCall(context: NodeContext<unknown>, data: GenerateData): Promise<LlmCall> {
  const { inputs, assets } = context;
  const system = inputs.system === undefined ? data.system : toText(inputs.system);
  const images = await Promise.all(toList(inputs.images).map((image) => toImageDataUrl(image, assets.toDataUrl)));
  const files = await Promise.all(toList(inputs.files).map((file, index) => toFile(file, index, assets.toFileUrl)));
  tellPlacesIn(system, context);
  return {
    ...data,
    system: system === "" ? undefined : system,
    messages: [{ role: "user", content: toText(inputs.prompt ?? "") }],
    images: images.length === 0 ? undefined : images,
    ...(files.length === 0 ? {} : { files }),
  };
}

/** Places are filled in prompts alone: a system text that comes from one has none left. */
function tellPlacesIn(system: string | undefined, { inputs, onNotice }: NodeContext<unknown>): void {
  const names = inputs.system === undefined ? namesIn(system ?? "") : [];
  if (names.length === 0) return;
  const message = `${toPlaces(names)} in the system text is sent as it stands. To have it filled, wire a Prompt node into system.`;
  onNotice({ code: "braces_as_text", message });
}

async function toFile(file: Value, index: number, read: NodeAssets["toFileUrl"]): Promise<InputFile> {
  if (!isAssetRef(file) || file.mime !== "application/pdf") {
    const what = isAssetRef(file) ? ` but ${file.mime}` : "";
    const message = `The wire into files carries something that is not a PDF${what}. Wire its text into the prompt instead.`;
    throw new AppError("invalid_request", message);
  }
  // Given with the run, it is anybody's JSON.
  const name = typeof file.name === "string" ? file.name : "";
  return { name: name === "" ? `file-${index + 1}.pdf` : name, dataUrl: await read(file) };
}
