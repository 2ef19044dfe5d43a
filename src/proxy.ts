import { type NextRequest, NextResponse } from "next/server";
import { pageContentSecurityPolicy, securityHeaders } from "@/lib/security/headers";
import { isAllowedHost, originOf } from "@/lib/security/origin";
import { services } from "@/lib/services";
import { PASSWORD_HEADER } from "@/types/api";
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

/**
 * Pages and files only: the host they are asked under, the session of password mode, and a policy with a fresh nonce.
 * API routes guard themselves (app/api/apiRoute.ts).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { allowedHosts, sessions } = services();
  if (!isAllowedHost(request.headers.get("host"), allowedHosts)) {
    return new NextResponse("This address is not one that Patchbay answers to.", { status: 403 });
  }
  const hasPassword = sessions !== undefined;
  if (!hasPassword || openToAll.has(request.nextUrl.pathname)) return withPolicy(request, hasPassword);
  try {
    const session = await sessions.find(request.headers.get("cookie"));
    if (session === undefined) return NextResponse.redirect(`${originOf(request)}/login`);
    return withPolicy(request, hasPassword);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new NextResponse(error.message, { status: httpStatusOf[error.code] });
  }
}

function withPolicy(request: NextRequest, hasPassword: boolean): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = pageContentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Written over whatever was sent: the page shows a way out where there is a way in.
  headers.set(PASSWORD_HEADER, String(hasPassword));
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({ ...securityHeaders, "content-security-policy": policy })) {
    response.headers.set(name, value);
  }
  return response;
}

export const config = { matcher: [{ source: "/((?!api/|_next/static).*)" }] };
