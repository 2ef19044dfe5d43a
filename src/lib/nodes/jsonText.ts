import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

/** What a JSON text holds. @throws AppError `invalid_request` in words that name `what` */
export function parseJson(text: string, what: string): Value {
  try {
    return JSON.parse(text) as Value; // JSON.parse gives nothing but JSON
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    throw new AppError("invalid_request", `${what} is not JSON${why}.`, {}, { cause });
  }
}
