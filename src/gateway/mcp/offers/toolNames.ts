import { createHash } from "node:crypto";

/** Clients take 64 characters and put a prefix of their own before it, such as `mcp__patchbay__`. */
const MAX_NAME = 40;

/**
 * A name for each workflow, by its id: its title in small letters, digits and _. Where titles meet, or one is `taken`,
 * a few digits of the id tell them apart, so that a name does not depend on the order of a list.
 */
export function toToolNames(
  workflows: readonly { id: string; name: string }[],
  taken: ReadonlySet<string>,
): Map<string, string> {
  const slugs = new Map(workflows.map(({ id, name }) => [id, toSlug(name)]));
  const counts = new Map<string, number>();
  for (const slug of slugs.values()) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const isPlain = (slug: string) => slug !== "" && !taken.has(slug) && counts.get(slug) === 1;
  return new Map(Array.from(slugs, ([id, slug]) => [id, isPlain(slug) ? slug : `${slug || "workflow"}_${markOf(id)}`]));
}

/** Letters without their marks, so that `Über` is `uber`; empty for a title in a script that tool names do not have. */
function toSlug(title: string): string {
  const words =
    title
      .normalize("NFKD")
      .toLowerCase()
      .replace(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("_").slice(0, MAX_NAME).replace(/_+$/, "");
}

function markOf(id: string): string {
  return createHash("sha256").update(id).digest("hex").slice(0, 6);
}
