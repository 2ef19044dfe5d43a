import { AppError } from "@/types/errors";
import type { InputFile, LlmCall, Message } from "@/types/llm";
import { attachmentsOf } from "./attachments";
import type { UpstreamDeps } from "./wire";

/**
 * The call with the text of its files before what they go with, for upstreams that take none.
 * @throws AppError `unsupported_option` where files cannot be read here, and what `fileText` throws
 */
export async function withFilesAsText(asked: LlmCall, fileText: UpstreamDeps["fileText"]): Promise<LlmCall> {
  const { files = [], ...call } = asked;
  if (files.length === 0) return call;
  if (fileText === undefined) {
    throw new AppError(
      "unsupported_option",
      `The model "${call.model}" takes no files here, and their text cannot be read. Wire the text in instead.`,
      { action: "edit_input" },
    );
  }
  const { at, alone } = attachmentsOf(asked);
  const textOf = async (some: readonly InputFile[]) =>
    (await Promise.all(some.map(async (file) => inMarks(file.name, await fileText(file))))).join("\n\n");
  const messages = await Promise.all(
    call.messages.map(async (message, index) => withText(message, await textOf(at(index).files))),
  );
  const rest = await textOf(alone.files);
  return { ...call, messages: rest === "" ? messages : [...messages, { role: "user", content: rest }] };
}

function withText(message: Message, text: string): Message {
  return text === "" ? message : { ...message, content: `${text}\n\n${message.content}` };
}

/** The name is in marks of its own, so that the model can tell several files apart. */
function inMarks(name: string, text: string): string {
  return `<file name=${JSON.stringify(name)}>\n${text.trim()}\n</file>`;
}
