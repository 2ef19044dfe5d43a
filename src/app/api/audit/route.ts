import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requirePeople } from "@/app/api/people/requirePeople";
import { auditQuerySchema } from "@/types/people";

export const GET = apiRoute(
  async ({ services, query }) => {
    const { limit = 50, ...page } = query(auditQuerySchema);
    // One more tells whether there is a next page.
    const entries = await requirePeople(services).audit.list({ ...page, limit: limit + 1 });
    const shown = entries.slice(0, limit);
    const next = entries.length > limit ? shown.at(-1)?.id : undefined;
    return { entries: shown, ...(next !== undefined && { next }) };
  },
  { role: "admin" },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
