import type { Refusal } from "@/simulator/http/exchange";

/** Makes the refusal in the words and shape of the backend that checks; status 400 unless another is named. */
export type Refuse = (message: string, param: string, facts?: { code?: string; status?: number }) => Refusal;

/** The codes that the Responses API itself gives to what it refuses. */
export const unknownParameter = { code: "unknown_parameter" };
export const missingParameter = { code: "missing_required_parameter" };
export const unsupportedValue = { code: "unsupported_value" };
