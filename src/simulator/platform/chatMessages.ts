import type { Ask, FileFacts } from "@/simulator/answers/ask";
import { readPdf } from "@/simulator/answers/fileFacts";
import { type ImageFacts, readDataUrl } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { checkJsonSchema } from "@/simulator/responses/strictSchema";
import { openAiRefusal } from "./apiKey";
import { readChatTools, readChatTurn } from "./chatTools";
import { refuseParameter } from "./requestRules";

const roles = ["developer", "system", "user", "assistant", "tool", "function"];

/** What a chat completion asks for; throws the platform's refusal of a malformed message. */
export function readChat(body: JsonObject): Ask {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw openAiRefusal(400, "Missing required parameter: 'messages'.", {
      param: "messages",
      code: "missing_required_parameter",
    });
  }
  const seen: Seen = { images: [], files: [] };
  const texts = messages.map((message: unknown, index) => {
    const at = `messages[${index}]`;
    if (!isObject(message) || !roles.includes(String(message.role))) {
      const role = isObject(message) ? String(message.role) : "";
      throw refuseParameter(`Invalid value: '${role}'. Supported values are: ${roles.join(", ")}.`, `${at}.role`);
    }
    return { role: String(message.role), text: readChatContent(message.content, `${at}.content`, seen) };
  });
  const ofRole = (...wanted: string[]) => texts.filter(({ role }) => wanted.includes(role)).map(({ text }) => text);
  const effort = body.reasoning_effort;
  const maxTokens = body.max_completion_tokens ?? body.max_tokens;
  return {
    model: String(body.model),
    system: ofRole("developer", "system").join("\n\n"),
    prompt: ofRole("user").at(-1) ?? "",
    ...seen,
    ...readChatTools(body),
    turn: readChatTurn(messages),
    read: [JSON.stringify(body.tools ?? []), ...texts.map(({ text }) => text)].join("\n"),
    ...readFormat(body.response_format),
    ...(typeof maxTokens === "number" ? { maxTokens } : {}),
    ...(typeof effort === "string" ? { reasoningEffort: effort } : {}),
  };
}

interface Seen {
  images: ImageFacts[];
  files: FileFacts[];
}

function readChatContent(content: unknown, at: string, { images, files }: Seen): string {
  if (typeof content === "string") return content;
  if (content === null || content === undefined) return "";
  if (!Array.isArray(content)) throw refuseParameter(`Invalid type for '${at}'.`, at);
  const texts = content.map((part: unknown, index) => {
    if (isObject(part) && part.type === "text" && typeof part.text === "string") return part.text;
    if (isObject(part) && part.type === "image_url" && isObject(part.image_url)) {
      const facts = readDataUrl(String(part.image_url.url));
      if (facts === undefined)
        throw refuseParameter("The image data you provided does not represent a valid image.", at);
      images.push(facts);
      return "";
    }
    if (isObject(part) && part.type === "file" && isObject(part.file)) {
      files.push(readChatFile(part.file, `${at}[${index}].file`));
      return "";
    }
    throw refuseParameter(`Invalid value for '${at}[${index}].type'.`, `${at}[${index}].type`);
  });
  return texts.filter((text) => text !== "").join("\n");
}

function readChatFile({ filename, file_data: data }: JsonObject, at: string): FileFacts {
  if (typeof filename !== "string" || typeof data !== "string") {
    throw refuseParameter(`Missing required parameter: '${at}.filename' and '${at}.file_data'.`, at);
  }
  const facts = readPdf(filename, data);
  if (facts === undefined) throw refuseParameter("The file data you provided is not a PDF that can be read.", at);
  return facts;
}

function readFormat(format: unknown): Pick<Ask, "schema" | "json"> {
  if (format === undefined || format === null) return {};
  if (!isObject(format)) throw refuseParameter("Invalid type for 'response_format'.", "response_format");
  if (format.type === "json_object") return { json: true };
  if (format.type !== "json_schema") return {};
  const named = isObject(format.json_schema) ? format.json_schema : {};
  checkJsonSchema(named, "response_format.json_schema", refuseParameter);
  return isObject(named.schema) ? { schema: named.schema } : {};
}
