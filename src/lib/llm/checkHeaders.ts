import { validateHeaderName, validateHeaderValue } from "node:http";
import { type Asked, upstreamError } from "./failure";

/**
 * Of all that goes into headers only a credential is foreign; the error of `fetch` would repeat it.
 * @throws AppError `auth_required` for one that no header takes
 */
export function checkHeaders(headers: Record<string, string>, asked: Asked): void {
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
  } catch {
    const sentence = `The key or sign-in for ${asked.upstream} holds characters that cannot be sent: a line break, an ellipsis or the like. Enter it again.`;
    throw upstreamError("auth_required", asked, { sentence, action: "add_key" });
  }
}
