import { expect, it } from "vitest";
import type { Services } from "@/lib/services";
import type { PageLinkView } from "@/types/pages";
import { admitByLink } from "./linkVisitor";

const link: PageLinkView = { id: "l", workflowId: "w", name: "For Ada", createdAt: "2026-11-01T00:00:00Z" };

/** Only what letting in by a link asks for. */
function servicesWith(change: { way?: string; person?: string; disabled?: boolean }): Services {
  const { way = "people", person, disabled = false } = change;
  const people = new Map([["p1", { id: "p1", name: "anna", role: "editor", disabled }]]);
  const services = {
    pageLinks: {
      find: async (workflow: string) => (workflow === "w" ? { ...link, ...(person && { person }) } : undefined),
    },
    door: { way: async () => way },
    people: { persons: { read: async (id: string) => people.get(id) } },
    of: (whose: { name: string }) => ({ whose: whose.name }),
  };
  return services as unknown as Services;
}

const admit = (change: Parameters<typeof servicesWith>[0], workflow = "w") =>
  admitByLink(servicesWith(change), { workflow, cookie: "x" });

it("acts for who made the link, where people have names", async () => {
  expect(await admit({ person: "p1" })).toMatchObject({ person: { name: "anna" }, services: { whose: "anna" } });
});

it("acts for nobody in particular in password mode", async () => {
  expect(await admit({ way: "password" })).toMatchObject({ link, person: undefined });
});

it("brings in nobody without a link of that workflow", async () => {
  expect(await admit({ person: "p1" }, "other")).toBeUndefined();
});

it.each([
  ["its maker was switched off", { person: "p1", disabled: true }],
  ["its maker is not there any more", { person: "gone" }],
  ["it was made before people had names", {}],
  ["it was made by somebody and people have no names any more", { way: "password", person: "p1" }],
])("opens nothing where %s", async (_, change) => {
  await expect(admit(change)).rejects.toMatchObject({ code: "login_required" });
});
