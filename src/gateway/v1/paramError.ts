import { AppError } from "@/types/errors";

/** Why a parameter is refused, in the words that OpenAI has for it. */
export type ParamFault = "invalid_value" | "unsupported_parameter" | "unsupported_value";

/** A request that cannot be served; `param` says where, as in `messages[2].content[0].image_url`. */
export function paramError(param: string, message: string, fault: ParamFault = "invalid_value"): AppError {
  return new AppError("invalid_request", `${param}: ${message}`, { param, fault });
}
