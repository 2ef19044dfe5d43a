import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requirePeople } from "@/app/api/people/requirePeople";
import { AppError } from "@/types/errors";
import { changePasswordSchema } from "@/types/people";

/** Of whoever asks, whose other sessions end. */
export const POST = apiRoute(
  async ({ services, person, session, address, json }) => {
    const passwords = await json(changePasswordSchema);
    const { directory } = requirePeople(services);
    if (person === undefined || session === undefined) {
      throw new AppError("invalid_request", "Nobody signs in by name here, so there is no password of your own.");
    }
    await directory.changeOwnPassword(person, passwords, { session, address });
    return { ok: true };
  },
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
