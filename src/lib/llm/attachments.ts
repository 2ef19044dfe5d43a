import type { InputFile, LlmCall, Message } from "@/types/llm";

/** Pictures and files that go with one message. */
export interface Media {
  images: string[];
  files: InputFile[];
}

export interface Attachments {
  /** By the place of the message among the messages. */
  at(index: number): Media;
  /** What has no message to go with: the person has said nothing. */
  alone: Media;
}

type Carrying = Pick<LlmCall, "messages" | "images" | "files">;

/** What goes with which message: what each takes, the rest with the last thing the person said. Pure. */
export function attachmentsOf({ messages, images = [], files = [] }: Carrying): Attachments {
  let image = 0;
  let file = 0;
  const all = messages.map((message): Media => {
    const taken = takenBy(message);
    const media = {
      images: images.slice(image, image + (taken.images ?? 0)),
      files: files.slice(file, file + (taken.files ?? 0)),
    };
    image += media.images.length;
    file += media.files.length;
    return media;
  });
  const rest = { images: images.slice(image), files: files.slice(file) };
  const last = all[messages.findLastIndex(({ role }) => role === "user")];
  last?.images.push(...rest.images);
  last?.files.push(...rest.files);
  return { at: (index) => all[index] ?? nothing(), alone: last === undefined ? rest : nothing() };
}

/**
 * The same for protocols whose results are texts alone: what the results of an answer brought follows them as words of
 * the person. Pure.
 */
export function withMediaBehindResults<Call extends Carrying>(call: Call): Call {
  const messages: Message[] = [];
  let open = { images: 0, files: 0 };
  for (const [index, message] of call.messages.entries()) {
    const { images = 0, files = 0 } = message.role === "tool" ? takenBy(message) : {};
    open = { images: open.images + images, files: open.files + files };
    messages.push(message.role === "tool" ? { ...message, attached: undefined } : message);
    if (call.messages[index + 1]?.role === "tool" || open.images + open.files === 0) continue;
    messages.push({ role: "user", content: "This came with the results, in their order.", attached: open });
    open = { images: 0, files: 0 };
  }
  return { ...call, messages };
}

export function isEmptyMedia({ images, files }: Media): boolean {
  return images.length + files.length === 0;
}

function takenBy(message: Message) {
  return message.role === "user" || message.role === "tool" ? (message.attached ?? {}) : {};
}

function nothing(): Media {
  return { images: [], files: [] };
}
