import { readImage } from "@/simulator/answers/imageFacts";
import { invalidArgument } from "@/simulator/gemini/refusals";
import { isObject, type JsonObject } from "@/simulator/http/body";

const ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
const sides: Record<string, number> = { "1K": 1024, "2K": 2048, "4K": 4096 };

export interface GeminiOrder {
  prompt: string;
  from: Buffer | undefined;
  /** Pixels. */
  width: number;
  height: number;
}

/** What a request for a picture asks for; throws Google's refusal of what it does not know. */
export function readGeminiOrder(model: string, { contents, generationConfig }: JsonObject): GeminiOrder {
  const parts = Array.isArray(contents) ? contents.flatMap((content) => (isObject(content) ? content.parts : [])) : [];
  const texts = parts.flatMap((part) => (isObject(part) && typeof part.text === "string" ? [part.text] : []));
  if (texts.length === 0) throw invalidArgument("* GenerateContentRequest.contents: contents is not specified");
  const [from] = parts.flatMap((part) =>
    isObject(part) && isObject(part.inlineData) ? [readInline(part.inlineData)] : [],
  );
  const config = isObject(generationConfig) ? generationConfig : {};
  const modalities = Array.isArray(config.responseModalities) ? config.responseModalities : [];
  if (!modalities.includes("IMAGE"))
    throw invalidArgument("The requested combination of response modalities is not supported.");
  return { prompt: texts.join("\n"), from, ...readSize(model, config.imageConfig) };
}

function readInline({ data }: JsonObject): Buffer {
  const bytes = Buffer.from(String(data), "base64");
  if (readImage(bytes) === undefined) throw invalidArgument("Unable to process input image. Please retry or report.");
  return bytes;
}

function readSize(model: string, imageConfig: unknown): { width: number; height: number } {
  const { aspectRatio = "1:1", imageSize, ...unknown } = isObject(imageConfig) ? imageConfig : {};
  const [name] = Object.keys(unknown);
  if (name !== undefined)
    throw invalidArgument(`Invalid JSON payload received. Unknown name "${name}" at 'image_config'.`);
  if (!ratios.includes(String(aspectRatio))) throw invalidArgument(`aspect_ratio must be one of ${ratios.join(", ")}.`);
  if (imageSize !== undefined && model.startsWith("gemini-2.5")) throw invalidArgument("image_size is not supported.");
  const side = sides[String(imageSize ?? "1K")];
  if (side === undefined) throw invalidArgument("image_size must be one of 1K, 2K, 4K.");
  const [across = 1, down = 1] = String(aspectRatio).split(":").map(Number);
  const scale = side / Math.max(across, down);
  return { width: Math.round(across * scale), height: Math.round(down * scale) };
}
