import { type NextRequest, NextResponse } from "next/server";
import type { Visitor } from "@/lib/people/door";
import { pageContentSecurityPolicy, securityHeaders } from "@/lib/security/headers";
import { isAllowedHost, originOf } from "@/lib/security/origin";
import { services } from "@/lib/services";
import { PASSWORD_HEADER, PERSON_HEADER } from "@/types/api";
import { httpStatusOf, isAppError } from "@/types/errors";

/** Needs no session: where one is begun, and what a browser loads without cookies to show or install the app. */
const openToAll = new Set([
  "/login",
  "/manifest.webmanifest",
  "/icon.svg",
  "/icon-192.png",
  "/icon-512.png",
  "/icon-maskable-512.png",
  "/apple-touch-icon.png",
]);

/** The page on which a workflow is run has no data in it: what it asks for guards itself, and a link opens that too. */
const runPage = /^\/run\/[A-Za-z0-9_-]{1,64}$/;

/**
 * Pages and files only: the host they are asked under, the session where there are some, and a policy with a fresh nonce.
 * API routes guard themselves (app/api/apiRoute.ts).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { allowedHosts, door } = services();
  if (!isAllowedHost(request.headers.get("host"), allowedHosts)) {
    return new NextResponse("This address is not one that Patchbay answers to.", { status: 403 });
  }
  if (openToAll.has(request.nextUrl.pathname)) return withPolicy(request, {});
  try {
    const visitor = await door.find(request.headers.get("cookie"));
    if (visitor === undefined && runPage.test(request.nextUrl.pathname)) return withPolicy(request, {});
    if (visitor === undefined) return NextResponse.redirect(`${originOf(request)}/login${wayBack(request)}`);
    return withPolicy(request, visitor);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new NextResponse(error.message, { status: httpStatusOf[error.code] });
  }
}

/** The page that somebody wanted, for after the sign-in. */
function wayBack({ nextUrl: { pathname, search } }: NextRequest): string {
  return pathname !== "/" || search === "" ? "" : `?${new URLSearchParams({ to: pathname + search })}`;
}

function withPolicy(request: NextRequest, { session, person }: Visitor): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = pageContentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Written over whatever was sent: the page shows a way out where there is a way in, and what one's role allows.
  headers.set(PASSWORD_HEADER, String(session !== undefined));
  if (person === undefined) headers.delete(PERSON_HEADER);
  else headers.set(PERSON_HEADER, encodeURIComponent(JSON.stringify(person)));
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({ ...securityHeaders, "content-security-policy": policy })) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = { matcher: [{ source: "/((?!api/|_next/static).*)" }] };
