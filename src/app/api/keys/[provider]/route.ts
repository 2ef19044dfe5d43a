import { apiRoute, type RouteContext } from "@/app/api/apiRoute";
import { changeSharing } from "@/app/api/changeSharing";
import { otherMethods } from "@/app/api/otherMethods";
import { putKeySchema } from "@/types/api";
import { AppError } from "@/types/errors";
import { keyProviderIdSchema } from "@/types/providers";
import type { KeyProviderId } from "@/types/providerTable";

export const PUT = apiRoute(
  async (context) => {
    const provider = providerOf(context);
    const entered = await context.json(putKeySchema);
    await context.services.auth.keys.put(provider, entered);
    context.services.catalogue.invalidate(provider);
    return { keys: await context.services.auth.keys.list() };
  },
  { role: "admin" },
);

export const DELETE = apiRoute(
  async (context) => {
    const provider = providerOf(context);
    await context.services.auth.keys.remove(provider);
    context.services.catalogue.invalidate(provider);
    return { keys: await context.services.auth.keys.list() };
  },
  { role: "admin" },
);

/** Who may use the key of this provider, also one of the environment, and how much of it. */
export const PATCH = apiRoute(
  async (context) => {
    const provider = providerOf(context);
    await changeSharing(context, provider, { kind: "key_changed", about: provider });
    context.services.catalogue.invalidate(provider);
    return { keys: await context.services.auth.keys.list() };
  },
  { role: "admin" },
);

function providerOf({ param }: RouteContext): KeyProviderId {
  const provider = keyProviderIdSchema.safeParse(param("provider"));
  if (!provider.success) throw new AppError("not_found", "No provider of this name takes a key.");
  return provider.data;
}

export const { GET, OPTIONS, POST } = otherMethods("PUT", "PATCH", "DELETE");
