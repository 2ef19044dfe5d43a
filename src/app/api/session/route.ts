import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createNote } from "@/lib/people/note";
import { isOverHttps } from "@/lib/security/origin";
import { sessionSchema } from "@/types/api";
import type { SessionView } from "@/types/people";

/** How one comes in here, and who asks. */
export const GET = apiRoute(
  async ({ request, services: { door, people, config } }) => {
    const way = await door.way();
    const visitor = await door.find(request.headers.get("cookie"));
    const view: SessionView = {
      way,
      ...(way === "people" && {
        ...(config.oidc && { oidc: { name: config.oidc.name } }),
        hasPasswords: (await people?.hasPasswords()) ?? false,
      }),
      ...(visitor?.person && { person: visitor.person }),
    };
    return view;
  },
  { isPublic: true },
);

export const POST = apiRoute(
  async ({ request, services, address, json }) => {
    const { name, password } = await json(sessionSchema);
    const isSecure = isOverHttps(request);
    const cookie =
      name === undefined || services.people === undefined
        ? await services.door.enterByPassword(password, { address, isSecure })
        : await services.people.signIn({ name, password, address, isSecure });
    return Response.json({ ok: true }, { headers: { "set-cookie": cookie } });
  },
  { isPublic: true },
);

export const DELETE = apiRoute(
  async ({ request, services }) => {
    const cookies = request.headers.get("cookie");
    const visitor = await services.door.find(cookies);
    const cookie = await services.door.logout(cookies);
    if (visitor?.person !== undefined)
      await createNote(
        services.people?.audit,
        visitor.person.id,
      )({
        kind: "sign_out",
      });
    return Response.json({ ok: true }, cookie === undefined ? {} : { headers: { "set-cookie": cookie } });
  },
  { isPublic: true },
);

export const { OPTIONS, PATCH, PUT } = otherMethods("GET", "POST", "DELETE");
