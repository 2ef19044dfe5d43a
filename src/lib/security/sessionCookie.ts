/** Cookies of one name that are tried: other programs on this host may have set some. */
const MAX_COOKIES = 10;

export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Browsers share cookies among all ports of a host, so that two Patchbays need two names. */
export function sessionCookieName(port: number): string {
  return `patchbay_session_${port}`;
}

/** Where a cookie is sent: everywhere, and also as one comes from another site, unless told otherwise. */
interface CookieScope {
  path?: string;
  sameSite?: "Lax" | "Strict";
}

/** A `Set-Cookie` value. Lax, not Strict: the way back from a sign-in is a navigation from another site. */
export function toCookie(
  name: string,
  value: string,
  maxAgeSeconds: number,
  isSecure: boolean,
  { path = "/", sameSite = "Lax" }: CookieScope = {},
): string {
  const secure = isSecure ? "; Secure" : "";
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The values of the cookies of this name in a `Cookie` header. */
export function readCookies(header: string | null, name: string): string[] {
  const prefix = `${name}=`;
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  const values = pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
  return values.filter((value) => value !== "").slice(0, MAX_COOKIES);
}
