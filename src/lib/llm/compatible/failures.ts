import { upstreamError } from "@/lib/llm/failure";
import type { ServerFacts } from "@/types/credential";
import { type AppError, isAppError } from "@/types/errors";

/** A path that a server does not have; some answer it with words under any status. */
const missingStatuses: ReadonlySet<unknown> = new Set([404, 405, 501]);
const missingWords = /unexpected endpoint|unknown (request )?(url|endpoint|path)|no route|cannot post|not implemented/i;

/** Whether a failure says that the server does not have the path that was asked. */
export function isMissingPath(error: unknown): error is AppError {
  if (!isAppError(error)) return false;
  const { upstreamStatus, upstreamMessage } = error.facts;
  return missingStatuses.has(upstreamStatus) || missingWords.test(String(upstreamMessage ?? ""));
}

/** A server of the person's own is not running, or not there, more often than the network is down. */
export function explained(error: unknown, { name, baseUrl }: ServerFacts, model: string): unknown {
  if (!isAppError(error) || error.code !== "upstream_unavailable") return error;
  const { networkCode } = error.facts;
  const sentence = toSentence(networkCode, name, baseUrl);
  if (sentence === undefined) return error;
  return upstreamError(error.code, { upstream: name, model }, { networkCode, sentence, url: baseUrl }, error);
}

function toSentence(networkCode: unknown, name: string, baseUrl: string): string | undefined {
  const { host, hostname } = new URL(baseUrl);
  if (networkCode === "ECONNREFUSED")
    return `Nothing answers at ${baseUrl}. Check that ${name} is running there, and listens on ${host}.`;
  if (networkCode === "ENOTFOUND" || networkCode === "EAI_AGAIN")
    return `There is no computer called ${hostname} here. Check the base URL of ${name}: ${baseUrl}.`;
  if (networkCode === "EHOSTUNREACH" || networkCode === "ENETUNREACH" || networkCode === "UND_ERR_CONNECT_TIMEOUT")
    return `The computer at ${host} cannot be reached. Check that it is on, and the base URL of ${name}: ${baseUrl}.`;
  return undefined;
}
