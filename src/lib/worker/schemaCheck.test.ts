import { describe, expect, it } from "vitest";
import { createSchemaCheck } from "./schemaCheck";
import { createWorkers } from "./workers";

/** A schema that holds itself twice at each of so many levels: its check doubles with each. */
function doubled(levels: number): Record<string, unknown> {
  const defs: Record<string, unknown> = { l0: { type: ["object", "null"] } };
  for (let level = 1; level <= levels; level++) {
    const inner = { $ref: `#/$defs/l${level - 1}` };
    defs[`l${level}`] = { allOf: [inner, inner] };
  }
  return { $defs: defs, $ref: `#/$defs/l${levels}` };
}

const check = createSchemaCheck(createWorkers(), 2000);

describe("the check against a JSON schema", () => {
  it("names the place and the reason of the first fault", async () => {
    const schema = { type: "object", properties: { tags: { type: "array", items: { pattern: "^[a-z]+$" } } } };
    await expect(check.faultOf(schema, { tags: ["ok"] })).resolves.toBeUndefined();
    await expect(check.faultOf(schema, { tags: ["ok", "No!"] })).resolves.toMatch(/\/tags\/1: .*\^\[a-z\]\+\$/);
  });

  it("checks patterns of every syntax that JavaScript has, and fields that are named by one", async () => {
    const ahead = { properties: { name: { pattern: "^(?=x)" } } };
    await expect(check.faultOf(ahead, { name: "y" })).resolves.toMatch(/name/);
    const byName = { patternProperties: { "^n_": { type: "number" } }, additionalProperties: false };
    await expect(check.faultOf(byName, { n_a: 1 })).resolves.toBeUndefined();
    await expect(check.faultOf(byName, { n_a: "1" })).resolves.toMatch(/n_a/);
    await expect(check.faultOf(byName, { other: 1 })).resolves.toMatch(/other/);
  });

  it("refuses a schema whose check doubles at each level before anything is asked", async () => {
    await expect(check.prepare(doubled(40))).rejects.toMatchObject({ code: "too_large" });
  }, 20_000);

  it("refuses a schema from then on that was too much for one answer", async () => {
    const evil = { type: "array", items: { type: "string", pattern: "^(a+)+$" } };
    await check.prepare(evil);
    await expect(check.faultOf(evil, [`${"a".repeat(60)}!`])).rejects.toMatchObject({ code: "too_large" });
    await expect(check.prepare(evil)).rejects.toMatchObject({ code: "too_large" });
  }, 20_000);

  it("names what makes a schema unusable", async () => {
    await expect(check.prepare({ properties: { a: { $ref: "#/nowhere" } } })).resolves.toBeUndefined();
    await expect(check.prepare({ pattern: "(" })).rejects.toMatchObject({ code: "invalid_request" });
  });
});
