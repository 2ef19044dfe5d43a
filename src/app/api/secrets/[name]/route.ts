import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { parseRequest } from "@/lib/security/requestBody";
import { putSecretSchema, secretNameSchema } from "@/types/secrets";

/** The value comes with its origins each time: nobody leads one elsewhere without having it. */
export const PUT = apiRoute(
  async ({ services, person, address, param, json }) => {
    const name = parseRequest(secretNameSchema, param("name"));
    const secret = await services.secrets.put(name, await json(putSecretSchema));
    await services.people?.audit.note({
      ...{ kind: "secret_set", person: person?.id, about: name, address },
      details: { origins: secret.origins.join(", ") },
    });
    return secret;
  },
  { role: "admin" },
);

export const DELETE = apiRoute(
  async ({ services, person, address, param }) => {
    const name = param("name");
    await services.secrets.remove(name);
    await services.people?.audit.note({ kind: "secret_removed", person: person?.id, about: name, address });
    return { removed: name };
  },
  { role: "admin" },
);

export const { GET, OPTIONS, PATCH, POST } = otherMethods("DELETE", "PUT");
