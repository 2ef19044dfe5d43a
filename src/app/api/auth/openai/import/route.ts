import { z } from "zod";
import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

const MAX_FILE_BYTES = 64 * 1024;

/** Takes a Codex `auth.json` as it is. */
export const POST = apiRoute(async ({ services, json }) => services.auth.importCodex(await json(z.unknown())), {
  role: "runner",
  maxBytes: MAX_FILE_BYTES,
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
