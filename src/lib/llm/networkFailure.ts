import { causesOf } from "@/lib/errorCauses";
import { type Asked, type Failure, upstreamError } from "./failure";

const silenceCodes = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
/** How Node's fetch rejects, and how a body of it breaks; the causes say why. */
const fetchMessages = new Set(["fetch failed", "terminated"]);

/**
 * What a rejected `fetch` or a broken body means; undefined for an error that the network did not make.
 * Node's fetch puts the system's code (`ECONNREFUSED`, `ENOTFOUND`, …) on one of the causes.
 */
export function toNetworkFailure(error: unknown, asked: Asked, hasAnswered: boolean): Failure | undefined {
  const causes = causesOf(error);
  const networkCode = causes.find(hasCode)?.code;
  const isOfFetch = error instanceof TypeError && fetchMessages.has(error.message);
  if (!isOfFetch && networkCode === undefined) return undefined;
  if (networkCode !== undefined && silenceCodes.has(networkCode)) {
    return { error: upstreamError("timeout", asked, { networkCode }, error) };
  }
  const proxyAnswer = proxyAnswerIn(causes);
  if (proxyAnswer !== undefined) {
    const sentence = `The proxy on the way to ${asked.upstream} refused the connection (${proxyAnswer}). Check the proxy settings.`;
    return { error: upstreamError("upstream_unavailable", asked, { proxyAnswer, sentence }, error) };
  }
  if (causes.some(isNoHttp)) {
    // It would be the same again, and may have been paid for.
    const sentence = `What answered in place of ${asked.upstream} does not speak HTTP as it should. Check the base URL and the proxy settings.`;
    return { error: upstreamError("upstream_unavailable", asked, { networkCode, sentence }, error) };
  }
  if (hasAnswered) {
    return { error: upstreamError("upstream_interrupted", asked, { networkCode }, error), retry: "stream" };
  }
  const sentence = `${asked.upstream} could not be reached. Check the network connection of this computer, and its proxy settings.`;
  return { error: upstreamError("upstream_unavailable", asked, { networkCode, sentence }, error), retry: "server" };
}

function hasCode(error: Error): error is Error & { code: string } {
  return "code" in error && typeof error.code === "string";
}

/** The status with which a CONNECT was answered, or `none`: undici's words, and those of `egress`. */
function proxyAnswerIn(causes: Error[]): string | undefined {
  return causes.flatMap(({ message }) => /^Proxy response \((\d+|none)\)/.exec(message)?.[1] ?? [])[0];
}

/** An answer that breaks the protocol, is no end of one, or is not packed as it says. */
function isNoHttp(error: Error): boolean {
  if (error.name === "HTTPParserError" || error.name === "AssertionError") return true;
  return hasCode(error) && /^(Z_|HPE_|SSE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT)/.test(error.code);
}
