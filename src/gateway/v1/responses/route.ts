import { protocolRoute } from "@/gateway/v1/answer";
import { newId } from "@/gateway/v1/ids";
import { readResponseRequest } from "./request";
import { type ResponseHead, toResponse } from "./response";
import { createResponseEncoder } from "./responseEncoder";

export const responsesRoute = protocolRoute({
  name: "/v1/responses",
  path: /^\/v1\/responses$/,
  read: readResponseRequest,
  // What the upstream encrypts is for another asker: handed back, it would not be known again. And it knows the tools
  // as functions, under the names that they have there.
  relayOf: ({ withState, tools }) => (withState || !tools.isPlain() ? undefined : "responses"),
  answers: ({ model, echo, tools, withState }) => {
    const head: ResponseHead = {
      ...{ id: newId("resp_"), model, echo, tools, withState },
      createdAt: Math.floor(Date.now() / 1000),
    };
    return { encoder: () => createResponseEncoder(head), whole: (result) => toResponse(head, result) };
  },
});
