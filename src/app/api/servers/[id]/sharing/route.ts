import { apiRoute } from "@/app/api/apiRoute";
import { changeSharing } from "@/app/api/changeSharing";
import { otherMethods } from "@/app/api/otherMethods";
import { serverShare } from "@/lib/auth/store/sharedStorage";
import { AppError } from "@/types/errors";

/** Who may use a server, also that of the settings, and how much of it. */
export const PATCH = apiRoute(
  async (context) => {
    const { services, param } = context;
    const server = (await services.auth.servers.list()).find(({ id }) => id === param("id"));
    if (server === undefined) throw new AppError("not_found", `There is no server ${param("id")}.`);
    const sharing = await changeSharing(context, serverShare(server.id), {
      kind: "server_changed",
      about: server.name,
    });
    services.catalogue.invalidate("compatible", server.id);
    return { ...server, sharing };
  },
  { role: "admin" },
);

export const { DELETE, GET, OPTIONS, POST, PUT } = otherMethods("PATCH");
