import { causesOf } from "@/lib/errorCauses";
import { AppError, isAppError } from "@/types/errors";

/**
 * What a rejected `fetch` or a broken body means, in words without the address, which may hold a secret.
 * The way to the server refuses with an AppError of its own, which is that.
 */
export function toRequestFailure(error: unknown, host: string, timeoutMs: number): AppError {
  const causes = causesOf(error);
  const own = causes.find(isAppError);
  if (own !== undefined) return own;
  if (causes.some(({ name }) => name === "TimeoutError")) {
    const message = `${host} did not answer within ${timeoutMs / 1000} seconds.`;
    return new AppError("timeout", message, { host });
  }
  const code = causes.flatMap((cause) => ("code" in cause && typeof cause.code === "string" ? [cause.code] : []))[0];
  const isBroken = causes.some(({ message }) => message === "terminated");
  const message = isBroken
    ? `${host} broke off its answer.`
    : `${host} could not be reached${code === undefined ? "" : ` (${code})`}. Check the address, and that it answers.`;
  return new AppError(isBroken ? "upstream_interrupted" : "upstream_unavailable", message, { host });
}
