import type { Exchange } from "@/gateway/exchange";
import type { GatewayRoute } from "@/gateway/route";
import { AppError } from "@/types/errors";
import { toOpenAiFailure } from "./openAiError";

const refuse = async ({ request: { method }, url }: Exchange) => {
  const message = `There is no ${method} ${url.pathname.slice(0, 200)} here. Patchbay has /v1/models, /v1/responses and /v1/chat/completions.`;
  throw new AppError("not_found", message);
};

/** What OpenAI has under `/v1` and Patchbay has not, told in a form that clients read; after all others. */
export const unknownRoute: GatewayRoute = {
  name: "/v1",
  path: /^\/v1(\/|$)/,
  admits: "v1",
  methods: { DELETE: refuse, GET: refuse, OPTIONS: refuse, PATCH: refuse, POST: refuse, PUT: refuse },
  toFailure: (error) => toOpenAiFailure(error),
};
