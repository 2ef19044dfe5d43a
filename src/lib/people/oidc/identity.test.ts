import { expect, it } from "vitest";
import type { OidcConfig } from "@/lib/configOidc";
import type { Role } from "@/types/people";
import { personNameSchema } from "@/types/people";
import { readIdentity, roleOf } from "./identity";

const at = { issuer: "https://id.example", groupsClaim: "https://acme.example/groups" };

it("reads who somebody is of what is known, and nothing else", () => {
  const claims = { sub: "7", preferred_username: "Ada", email: "ada@example.com", [at.groupsClaim]: ["a", "b"], x: 1 };
  expect(readIdentity(claims, at)).toEqual({
    issuer: at.issuer,
    subject: "7",
    name: "ada",
    email: "ada@example.com",
    groups: ["a", "b"],
  });
});

it.each([
  [{ preferred_username: "ACME\\Ada L." }, "acme-ada-l."],
  [{ preferred_username: "", email: "Ada@Example.com" }, "ada@example.com"],
  [{ preferred_username: 7, name: "김 하나" }, "김-하나"],
  [{ preferred_username: "@@@" }, "somebody"],
  [{ preferred_username: "-_.ada" }, "ada"],
  [{}, "auth0-7"],
  [{ preferred_username: "x".repeat(200) }, "x".repeat(70)],
])("of %j the name is %s", (claims, name) => {
  expect(readIdentity({ sub: "auth0|7", ...claims }, at).name).toBe(name);
  expect(personNameSchema.parse(name)).toBe(name);
});

it.each([
  [
    ["one", "two"],
    ["one", "two"],
  ],
  ["one", ["one"]],
  [undefined, undefined],
  [[1, 2], undefined],
  [{ one: true }, undefined],
])("of groups as %j are taken %j", (claim, groups) => {
  expect(readIdentity({ sub: "7", [at.groupsClaim]: claim }, at).groups).toEqual(groups);
});

it("knows nobody without a subject", () => {
  expect(() => readIdentity({ sub: "" }, at)).toThrow();
});

it("gives the highest role of the groups, else the default one", () => {
  const byGroup: [string, Role][] = [
    ["it", "admin"],
    ["writers", "editor"],
    ["all", "runner"],
  ];
  const config = { roles: new Map(byGroup), defaultRole: undefined } as Partial<OidcConfig> as OidcConfig;
  expect(roleOf(["all", "writers"], config)).toBe("editor");
  expect(roleOf(["it", "all"], config)).toBe("admin");
  expect(roleOf(["IT"], config)).toBeUndefined();
  expect(roleOf([], { ...config, defaultRole: "runner" })).toBe("runner");
  expect(roleOf(["writers"], { ...config, defaultRole: "runner" })).toBe("editor");
});
