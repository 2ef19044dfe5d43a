import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { isOverHttps } from "@/lib/security/origin";
import { enterByLinkSchema } from "@/types/pages";

/** A link becomes a cookie that no script reads and that is sent to this page's API alone. */
export const POST = apiRoute(
  async ({ request, services, param, json }) => {
    const { link } = await json(enterByLinkSchema);
    const isSecure = isOverHttps(request);
    const cookie = await services.pageLinks.enter(param("id"), link, isSecure);
    return Response.json({ ok: true }, { headers: { "set-cookie": cookie } });
  },
  { isPublic: true },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
