import { protocolRoute } from "@/gateway/v1/answer";
import { newId } from "@/gateway/v1/ids";
import { type CompletionHead, toCompletion } from "./completion";
import { createCompletionEncoder } from "./completionEncoder";
import { readCompletionRequest } from "./request";

export const completionsRoute = protocolRoute({
  name: "/v1/chat/completions",
  path: /^\/v1\/chat\/completions$/,
  read: readCompletionRequest,
  answers: ({ model, tools, includeUsage }) => {
    const head: CompletionHead = {
      ...{ id: newId("chatcmpl-"), model, tools, includeUsage },
      createdAt: Math.floor(Date.now() / 1000),
    };
    return { encoder: () => createCompletionEncoder(head), whole: (result) => toCompletion(head, result) };
  },
});
