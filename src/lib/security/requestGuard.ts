import type { Config } from "@/lib/config";
import { withoutPort } from "@/lib/config";
import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import { isAllowedHost } from "./origin";

/**
 * Who may talk to us: the exact host names under which the app is reached, and pages of those
 * hosts only. It stands in the shared wrapper of every route, since a proxy in front can be left out by mistake.
 */

/** `host:port` names that a request's Host may have, lower case. */
export function allowedHosts({
  host,
  port,
  allowedHosts: further,
}: Pick<Config, "host" | "port" | "allowedHosts">): Set<string> {
  const names = ["localhost", "127.0.0.1", "[::1]"];
  if (!isLoopbackHost(host) && !isWildcard(host)) names.push(host.includes(":") ? `[${host}]` : host.toLowerCase());
  const allowed = new Set(names.flatMap((name) => withStandardPort(name, port)));
  for (const name of further) {
    if (withoutPort(name) !== name) allowed.add(name);
    // A name without a port may stand in front of a proxy that has the standard one.
    else for (const form of [name, `${name}:${port}`]) allowed.add(form);
  }
  return allowed;
}

function withStandardPort(name: string, port: number): string[] {
  return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
}

function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

export interface GuardOptions {
  /** Navigations that come from elsewhere, such as the way back from a sign-in. */
  allowCrossSite?: boolean;
  /** Content types a body may have: JSON unless told otherwise. */
  accepts?: RegExp;
}

const changing = new Set(["POST", "PUT", "PATCH"]);

/** What a foreign page may send without asking first, so that no route takes it (CORS-safelisted content types). */
const simpleTypes = new Set(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]);

/** @throws AppError `forbidden_origin`, `invalid_request` (a content type that a foreign page's form could send) */
export function guardRequest(
  request: Pick<Request, "method" | "headers">,
  hosts: ReadonlySet<string>,
  { allowCrossSite = false, accepts = /^application\/json$/ }: GuardOptions = {},
): void {
  if (!isAllowedHost(request.headers.get("host"), hosts)) {
    throw forbidden(
      "This address is not one that Patchbay answers to. Add it to PATCHBAY_ALLOWED_HOSTS if it should be.",
    );
  }
  const origin = request.headers.get("origin");
  if (origin !== null && !isAllowedOrigin(origin, hosts)) throw forbidden("Another site's page may not do this.");
  const site = request.headers.get("sec-fetch-site");
  if (!allowCrossSite && site !== null && site !== "same-origin" && site !== "none") {
    throw forbidden("Another site's page may not do this.");
  }
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const isTaken = accepts.test(type) && !simpleTypes.has(type);
  if ((changing.has(request.method) || type !== "") && !isTaken) {
    throw new AppError("invalid_request", "This address takes another content type; most take application/json.");
  }
}

function isAllowedOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host, port, pathname } = new URL(origin);
  if ((protocol !== "http:" && protocol !== "https:") || pathname !== "/") return false;
  return hosts.has(host) || (port === "" && hosts.has(`${host}:${protocol === "http:" ? 80 : 443}`));
}

function forbidden(message: string): AppError {
  return new AppError("forbidden_origin", message);
}
