import { beforeEach, expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { POST } from "./route";

async function post(body: unknown) {
  const answer = await ask(POST, "/api/transform", { method: "POST", body });
  return { status: answer.status, body: await answer.json() };
}

beforeEach(async () => {
  useServices(await testDirectory());
});

it("code is tried with values as a node would run it", async () => {
  const code = "(value, { rate }) => { console.log('at work'); return value * rate }";
  const tried = await post({ code, given: [4, { value: 4, rate: 2 }] });
  expect(tried).toEqual({ status: 200, body: { value: 8, told: ["at work"] } });
});

it("without values it is only checked", async () => {
  expect(await post({ code: "throw new Error('called')\n(value) => value" })).toMatchObject({ status: 400 });
  expect(await post({ code: "(value) => value.x.y" })).toEqual({ status: 200, body: { told: [] } });
});

it("what is wrong comes with its place", async () => {
  const { status, body } = await post({ code: "(value) => {\n  return value.x.y;\n}", given: [{}, {}] });
  expect(status).toBe(400);
  expect(body.error.details).toMatchObject({ line: 2, column: 17 });
});
