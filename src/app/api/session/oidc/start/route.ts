import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requireOidc } from "@/app/api/session/oidc/requireOidc";
import { stepTo, toLogin } from "@/app/api/session/oidc/steps";
import { originOf } from "@/lib/security/origin";

/** Sends the browser to the provider of identities. */
export const GET = apiRoute(
  async ({ request, url, services }) => {
    const oidc = requireOidc(services);
    return toLogin(services.log, async () =>
      stepTo(await oidc.start({ origin: originOf(request), to: pathIn(url.searchParams.get("to")) })),
    );
  },
  { isPublic: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");

/** A page of ours, whatever somebody has put into a link. */
function pathIn(to: string | null): string {
  const here = "http://here.invalid";
  const target = URL.parse(to ?? "/", here);
  return target?.origin === here ? `${target.pathname}${target.search}${target.hash}` : "/";
}
