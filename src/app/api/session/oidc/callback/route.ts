import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requireOidc } from "@/app/api/session/oidc/requireOidc";
import { stepTo, toLogin } from "@/app/api/session/oidc/steps";

/** The way back from the provider of identities. */
export const GET = apiRoute(
  async ({ request, url, services, address }) => {
    const oidc = requireOidc(services);
    const cookieHeader = request.headers.get("cookie");
    return toLogin(
      services.log,
      async () => stepTo(await oidc.finish({ answer: url.searchParams, cookieHeader, address })),
      oidc.forget(),
    );
  },
  { isPublic: true, allowCrossSite: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
