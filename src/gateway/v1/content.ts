import { isObject, type JsonObject, wordOf } from "@/lib/llm/narrow";
import { objectAt, textAt } from "./fields";
import type { Media } from "./media";
import { paramError } from "./paramError";

type Gathering = Pick<Media, "image" | "file">;

/**
 * What a message says, a text or parts, in the forms of both protocols, which clients mix; pictures and files go into
 * `media`. @throws AppError `invalid_request`
 */
export function readContent(content: unknown, param: string, media: Gathering): string {
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) throw paramError(param, "a text or a list of parts is wanted here.");
  const parts = content.map((part, index) =>
    readPart(objectAt(part, `${param}[${index}]`), `${param}[${index}]`, media),
  );
  // Parts that stand side by side were written as paragraphs of their own.
  return parts.filter((part) => part !== "").join("\n\n");
}

/** The same of a message that carries nothing but words. @throws AppError `invalid_request` */
export function readWords(content: unknown, param: string): string {
  const refuse = (_: unknown, place: string) => {
    throw paramError(place, "pictures and files are of the user, or of results.", "unsupported_value");
  };
  return readContent(content, param, { image: refuse, file: refuse });
}

function readPart(part: JsonObject, param: string, media: Gathering): string {
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
    case "summary_text":
      return textAt(part.text, `${param}.text`);
    case "refusal":
      return textAt(part.refusal, `${param}.refusal`);
    case "image_url":
    case "input_image":
      media.image(isObject(part.image_url) ? part.image_url.url : part.image_url, `${param}.image_url`);
      return "";
    case "input_file":
      return media.file({ name: part.filename, data: part.file_data }, param);
    case "file": {
      const { filename, file_data } = objectAt(part.file, `${param}.file`);
      return media.file({ name: filename, data: file_data }, `${param}.file`);
    }
    default:
      throw paramError(
        `${param}.type`,
        `parts of type "${wordOf(part.type).slice(0, 80)}" are not taken here.`,
        "unsupported_value",
      );
  }
}
