import { expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { DELETE, PUT } from "./[name]/route";
import { GET } from "./route";

const put = (name: string, body: unknown) =>
  ask(PUT, `/api/secrets/${name}`, { method: "PUT", body, params: { name } });
const secret = { value: "s3cret", origins: ["https://api.example.com/"] };

it("a secret is set and never told again", async () => {
  useServices(await testDirectory());
  const answer = await put("API_KEY", secret);
  expect(await answer.json()).toMatchObject({ name: "API_KEY", origins: ["https://api.example.com"] });
  const listed = await (await ask(GET, "/api/secrets")).text();
  expect(JSON.parse(listed).secrets).toMatchObject([{ name: "API_KEY" }]);
  expect(listed).not.toContain("s3cret");
  const path = "/api/secrets/API_KEY";
  const removed = await ask(DELETE, path, { method: "DELETE", params: { name: "API_KEY" } });
  expect(await removed.json()).toEqual({ removed: "API_KEY" });
  expect(await (await ask(GET, "/api/secrets")).json()).toEqual({ secrets: [] });
});

it.each([
  ["api_key", secret],
  ["1A", secret],
  ["A", { value: "x" }],
  ["A", { origins: secret.origins }],
  ["A", { ...secret, origins: ["http://api.example.com"] }],
  ["A", { ...secret, more: 1 }],
])("a secret %s is not made of %j", async (name, body) => {
  useServices(await testDirectory());
  expect((await put(name, body)).status).toBe(400);
});
