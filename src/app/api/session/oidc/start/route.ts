import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requireOidc } from "@/app/api/session/oidc/requireOidc";
import { stepTo, toLogin } from "@/app/api/session/oidc/steps";
import { originOf } from "@/lib/security/origin";
import { safeWayBack } from "@/types/safeWayBack";

/** Sends the browser to the provider of identities. */
export const GET = apiRoute(
  async ({ request, url, services }) => {
    const oidc = requireOidc(services);
    return toLogin(services.log, async () =>
      stepTo(await oidc.start({ origin: originOf(request), to: safeWayBack(url.searchParams.get("to") ?? undefined) })),
    );
  },
  { isPublic: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
