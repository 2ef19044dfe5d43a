import type { FileFacts } from "@/simulator/answers/ask";
import { readPdf } from "@/simulator/answers/fileFacts";
import { type ImageFacts, readDataUrl } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { missingParameter, type Refuse, unknownParameter } from "./refuse";

export interface ReadContent {
  text: string;
  images: ImageFacts[];
  files: FileFacts[];
}

const fields: Record<string, string[]> = {
  input_text: ["text"],
  output_text: ["text", "annotations", "logprobs"],
  input_image: ["image_url", "detail"],
  input_file: ["filename", "file_data"],
};

/** Reads the content of a message or of an output: a text or a list of parts that belong to the role. */
export function readContent(content: unknown, role: string, at: string, refuse: Refuse): ReadContent {
  const read: ReadContent = { text: "", images: [], files: [] };
  if (typeof content === "string") return { ...read, text: content };
  if (!Array.isArray(content)) throw refuse(`Invalid type for '${at}'`, at);
  const texts = content.map((part: unknown, index) => {
    const place = `${at}[${index}]`;
    const type = isObject(part) ? String(part.type) : "undefined";
    const textType = role === "assistant" ? "output_text" : "input_text";
    if (!isObject(part) || !belongs(type, role, textType)) {
      throw refuse(`Invalid value: '${type}'. Supported values are: '${textType}'`, `${place}.type`);
    }
    const unknown = Object.keys(part).find((name) => name !== "type" && fields[type]?.includes(name) !== true);
    if (unknown !== undefined) {
      throw refuse(`Unknown parameter: '${place}.${unknown}'.`, `${place}.${unknown}`, unknownParameter);
    }
    if (type === "input_image") read.images.push(readImagePart(part, place, refuse));
    if (type === "input_file") read.files.push(readFilePart(part, place, refuse));
    if (type !== textType) return "";
    if (typeof part.text === "string") return part.text;
    throw refuse(`Missing required parameter: '${place}.text'.`, `${place}.text`, missingParameter);
  });
  return { ...read, text: texts.filter((text) => text !== "").join("\n") };
}

function belongs(type: string, role: string, textType: string): boolean {
  return type === textType || (role === "user" && (type === "input_image" || type === "input_file"));
}

function readImagePart(part: JsonObject, at: string, refuse: Refuse): ImageFacts {
  const facts = typeof part.image_url === "string" ? readDataUrl(part.image_url) : undefined;
  if (facts !== undefined) return facts;
  throw refuse("The image data you provided does not represent a valid image", `${at}.image_url`);
}

function readFilePart(part: JsonObject, at: string, refuse: Refuse): FileFacts {
  const { filename, file_data: data } = part;
  for (const [name, value] of Object.entries({ file_data: data, filename })) {
    if (typeof value === "string" && value !== "") continue;
    throw refuse(`Missing required parameter: '${at}.${name}'.`, `${at}.${name}`, missingParameter);
  }
  const facts = readPdf(String(filename), String(data));
  if (facts !== undefined) return facts;
  throw refuse("The file data you provided is not a PDF that can be read.", `${at}.file_data`);
}
