import { splitDataUrl } from "@/lib/dataUrl";
import { trueImageUrl } from "@/lib/imageType";
import { AppError, isAppError } from "@/types/errors";
import { type Attached, fileSchema, type InputFile, imageDataUrlSchema, type LlmCall } from "@/types/llm";
import { paramError } from "./paramError";

/** Of one call, as `llmCallSchema` has it. */
const MAX_IMAGES = 50;
const MAX_FILES = 20;

/** Gathers the pictures and files of a conversation, message by message. */
export interface Media {
  /** @throws AppError `invalid_request` */
  image(url: unknown, param: string): void;
  /** A PDF; of a text file, its text comes back. @throws AppError `invalid_request` */
  file(file: { name: unknown; data: unknown }, param: string): string;
  /** What was gathered since this was asked last, for the message that it belongs to. */
  attached(): { attached?: Attached };
  parts(): Pick<LlmCall, "images" | "files">;
}

export function createMedia(): Media {
  const images: string[] = [];
  const files: InputFile[] = [];
  const told = { images: 0, files: 0 };
  return {
    image(url, param) {
      if (images.length === MAX_IMAGES) throw paramError(param, `a call carries ${MAX_IMAGES} pictures at most.`);
      images.push(readImage(url, param));
    },
    file({ name, data }, param) {
      const read = readFile(name, data, param);
      if (typeof read === "string") return read;
      if (files.length === MAX_FILES) throw paramError(param, `a call carries ${MAX_FILES} files at most.`);
      files.push(read);
      return "";
    },
    attached() {
      const since = { images: images.length - told.images, files: files.length - told.files };
      Object.assign(told, { images: images.length, files: files.length });
      return since.images + since.files === 0 ? {} : { attached: since };
    },
    parts: () => ({ ...(images.length === 0 ? {} : { images }), ...(files.length === 0 ? {} : { files }) }),
  };
}

function readImage(url: unknown, param: string): string {
  if (typeof url !== "string") throw paramError(param, "a data URL is wanted here.");
  if (/^https?:/i.test(url)) {
    throw paramError(
      param,
      "Patchbay fetches no addresses that a client names. Send the picture as a data URL.",
      "unsupported_value",
    );
  }
  const clean = url.replace(/\s+/g, "");
  if (!imageDataUrlSchema.safeParse(clean).success) {
    throw paramError(param, "a picture as a data URL in base64 is wanted (PNG, JPEG, WebP or GIF).");
  }
  return withPlace(param, () => trueImageUrl(clean));
}

const PDF = "application/pdf";

function readFile(name: unknown, data: unknown, param: string): InputFile | string {
  if (typeof data !== "string") {
    throw paramError(
      param,
      "Patchbay keeps no uploads and fetches no addresses. Send the file itself as a data URL in `file_data`.",
      "unsupported_value",
    );
  }
  const title = typeof name === "string" && name !== "" ? name.slice(-255) : "file.pdf";
  const clean = data.replace(/\s+/g, "");
  // Some clients send the base64 alone.
  const dataUrl = clean.startsWith("data:") ? clean.replace(/;name=[^;,]*/, "") : `data:${PDF};base64,${clean}`;
  const { mime, base64 } = splitDataUrl(dataUrl);
  if (isText(mime)) return `[${title}]\n${Buffer.from(base64, "base64").toString("utf8")}`;
  const parsed = fileSchema.safeParse({ name: title, dataUrl });
  if (parsed.success) return parsed.data;
  throw paramError(param, "a PDF or a text file as a data URL in base64 is wanted.", "unsupported_value");
}

function isText(mime: string): boolean {
  return mime.startsWith("text/") || mime === "application/json";
}

function withPlace<T>(param: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, `${param}: ${error.message}`, { ...error.facts, param }, { cause: error });
  }
}
