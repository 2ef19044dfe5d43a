import { cacheKeySchema } from "@/types/api";
import { AppError } from "@/types/errors";
import { idSchema } from "@/types/workflow";

/** Dynamic segments that are no ids: files and results, by content. */
const contentKeys = new Set(["sha256", "key"]);
/** Query parameters of all routes that name something stored. */
const queryIds = ["account", "attempt", "id", "workflow"];

/**
 * Every name of something stored that stands in the address, before any route sees it: what becomes part of a file
 * name has no dots, slashes or NUL. Only the address that no route has takes several segments (an array) as they come.
 * @throws AppError `not_found`, `invalid_request`
 */
export function checkIds(params: Record<string, string | string[] | undefined>, query: URLSearchParams): void {
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value) || value === undefined) continue;
    if (!(contentKeys.has(name) ? cacheKeySchema : idSchema).safeParse(value).success) {
      throw new AppError("not_found", "Nothing has this address.");
    }
  }
  for (const name of queryIds) {
    const [issue] = query.getAll(name).flatMap((value) => idSchema.safeParse(value).error?.issues ?? []);
    if (issue !== undefined) throw new AppError("invalid_request", `${name} is an id: ${issue.message}.`);
  }
}
