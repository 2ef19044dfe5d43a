import { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import type { UpstreamDeps } from "./wire";

/**
 * The call with the text of its files before the last thing the person said, for upstreams that take none.
 * @throws AppError `unsupported_option` where files cannot be read here, and what `fileText` throws
 */
export async function withFilesAsText(
  { files = [], ...call }: LlmCall,
  fileText: UpstreamDeps["fileText"],
): Promise<LlmCall> {
  if (files.length === 0) return call;
  if (fileText === undefined) {
    throw new AppError(
      "unsupported_option",
      `The model "${call.model}" takes no files here, and their text cannot be read. Wire the text in instead.`,
      { action: "edit_input" },
    );
  }
  const texts = await Promise.all(files.map(async (file) => inMarks(file.name, await fileText(file))));
  return { ...call, messages: withText(call.messages, texts.join("\n\n")) };
}

function withText(messages: LlmCall["messages"], text: string): LlmCall["messages"] {
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  if (lastUser === -1) return [...messages, { role: "user", content: text }];
  return messages.map((message, index) =>
    index === lastUser ? { ...message, content: `${text}\n\n${message.content}` } : message,
  );
}

/** The name is in marks of its own, so that the model can tell several files apart. */
function inMarks(name: string, text: string): string {
  return `<file name=${JSON.stringify(name)}>\n${text.trim()}\n</file>`;
}
