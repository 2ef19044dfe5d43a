import type { ImageMaker } from "@/lib/llm/provider";
import { AppError } from "@/types/errors";

/** Plan sharing offers no pictures, so none are asked for there. */
export const siwcImages: ImageMaker = {
  offer: (credentials) => ({ refusal: refusal(credentials?.payer.name ?? "This account") }),
  make: async (_, { payer }) => {
    throw refusal(payer.name);
  },
};

function refusal(name: string): AppError {
  const message = `“${name}” shares its plan with Patchbay, and plan sharing makes no pictures. Connect it with the sign-in of Codex instead, or choose an API key of OpenAI or Google.`;
  return new AppError("unsupported_option", message, { action: "connect", route: "siwc" });
}
