import { expect, it } from "vitest";
import { ask, useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { DELETE, PATCH } from "./[id]/route";
import { POST as TEST } from "./[id]/test/route";
import { GET, POST } from "./route";

const entered = {
  ...{ name: "Team", baseUrl: "https://gateway.example/v1/", key: "k1" },
  header: { name: "X-Team", value: "blue-and-secret" },
};
const json = async (asked: Promise<Response>) => {
  const response = await asked;
  return { status: response.status, body: await response.json() };
};

it("a server is added, changed and removed, and no secret of it comes back", async () => {
  useServices(await testDirectory());
  const added = await json(ask(POST, "/api/servers", { method: "POST", body: entered }));
  expect(added).toMatchObject({
    status: 201,
    body: { id: "team", baseUrl: "https://gateway.example/v1", hasKey: true },
  });
  expect(JSON.stringify(added.body)).not.toMatch(/k1|blue/);
  const params = { id: "team" };
  const changed = await json(ask(PATCH, "/api/servers/team", { method: "PATCH", body: { name: "Ours" }, params }));
  expect(changed).toMatchObject({ status: 200, body: { id: "team", name: "Ours", headerName: "X-Team" } });
  expect((await json(ask(GET, "/api/servers"))).body).toEqual({ servers: [changed.body] });
  const removed = await json(ask(DELETE, "/api/servers/team", { method: "DELETE", body: {}, params }));
  expect(removed).toEqual({ status: 200, body: { servers: [] } });
  expect((await json(ask(DELETE, "/api/servers/team", { method: "DELETE", body: {}, params }))).status).toBe(404);
});

it.each([
  [{ ...entered, nmae: "x" }, "nmae"],
  [{ ...entered, baseUrl: "http://gateway.example/v1" }, "https"],
  [{ ...entered, api: "grpc" }, "api"],
  [{ ...entered, skills: { flying: true } }, "skills"],
  [{ ...entered, header: { name: "Cookie", value: "x" } }, "header"],
])("a body that does not fit is refused: %j", async (body, words) => {
  useServices(await testDirectory());
  const refused = await json(ask(POST, "/api/servers", { method: "POST", body }));
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  expect(JSON.stringify(refused.body)).toContain(words);
  expect((await json(ask(GET, "/api/servers"))).body).toEqual({ servers: [] });
});

it("a test of a server that is not there is refused", async () => {
  useServices(await testDirectory());
  const params = { id: "gone" };
  const refused = await json(ask(TEST, "/api/servers/gone/test", { method: "POST", body: {}, params }));
  expect(refused).toMatchObject({ body: { error: { code: "auth_required" } } });
});

it("another site may not add one", async () => {
  useServices(await testDirectory());
  const headers = { origin: "https://evil.example" };
  const refused = await json(ask(POST, "/api/servers", { method: "POST", body: entered, headers }));
  expect(refused.status).toBe(403);
});
