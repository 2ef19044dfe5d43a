import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { sessionSchema } from "@/types/api";
import { AppError } from "@/types/errors";

export const POST = apiRoute(
  async ({ request, services, json }) => {
    const { password } = await json(sessionSchema);
    if (services.sessions === undefined) throw new AppError("invalid_request", "This Patchbay has no password.");
    const isSecure = request.headers.get("x-forwarded-proto") === "https";
    // Our own server writes it over whatever was sent; without that server all callers count as one.
    const address = request.headers.get("x-patchbay-address") ?? "";
    const cookie = await services.sessions.login(password, { address, isSecure });
    return Response.json({ ok: true }, { headers: { "set-cookie": cookie } });
  },
  { isPublic: true },
);

export const DELETE = apiRoute(
  async ({ request, services }) => {
    const cookie = await services.sessions?.logout(request.headers.get("cookie"));
    return Response.json({ ok: true }, cookie === undefined ? {} : { headers: { "set-cookie": cookie } });
  },
  { isPublic: true },
);

export const { GET, OPTIONS, PATCH, PUT } = otherMethods("POST", "DELETE");
