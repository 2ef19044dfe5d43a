import { expect, it } from "vitest";
import { ask, type Sent, useServices } from "@/app/api/testServices";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { DELETE, PATCH } from "./[id]/route";
import { POST as TEST } from "./[id]/test/route";
import { GET as CALLBACK } from "./callback/route";
import { GET, POST } from "./route";

const entered = {
  name: "Our Tickets",
  url: "http://127.0.0.1:9/mcp",
  headers: { Authorization: "Bearer top-secret" },
};
const json = async (asked: Promise<Response>) => {
  const response = await asked;
  return { status: response.status, body: await response.json() };
};
const post = (body: unknown, more: Sent = {}) => json(ask(POST, "/api/tools", { method: "POST", body, ...more }));

it("a server is added, changed and removed, and no secret of it comes back", async () => {
  useServices(await testDirectory());
  const added = await post(entered);
  expect(added).toMatchObject({
    status: 201,
    body: { id: "our-tickets", kind: "http", url: entered.url, headers: ["Authorization"], enabled: true, tools: [] },
  });
  expect(JSON.stringify(added.body)).not.toContain("top-secret");
  const params = { id: "our-tickets" };
  const patch = { enabled: false, headers: { "X-Team": "blue" } };
  const changed = await json(ask(PATCH, "/api/tools/our-tickets", { method: "PATCH", body: patch, params }));
  expect(changed).toMatchObject({ status: 200, body: { status: "off", headers: ["Authorization", "X-Team"] } });
  expect((await json(ask(GET, "/api/tools"))).body).toEqual({ servers: [changed.body] });
  const removed = await json(ask(DELETE, "/api/tools/our-tickets", { method: "DELETE", body: {}, params }));
  expect(removed).toEqual({ status: 200, body: { servers: [] } });
});

it("a server that cannot be reached is told as failed, and its test says why", async () => {
  useServices(await testDirectory());
  await post({ ...entered, url: `http://127.0.0.1:${await freePort()}/mcp` });
  const { servers } = (await json(ask(GET, "/api/tools"))).body;
  expect(servers).toMatchObject([{ status: "failed", error: expect.stringContaining("cannot be reached") }]);
  const params = { id: "our-tickets" };
  const tested = await json(ask(TEST, "/api/tools/our-tickets/test", { method: "POST", body: {}, params }));
  expect(tested).toMatchObject({ status: 200, body: { ok: false, tools: [] } });
});

it("another address wants the headers anew", async () => {
  useServices(await testDirectory());
  await post(entered);
  const params = { id: "our-tickets" };
  const url = "https://evil.example/mcp";
  const move = (body: object) => json(ask(PATCH, "/api/tools/our-tickets", { method: "PATCH", body, params }));
  expect(await move({ url })).toMatchObject({ status: 400, body: { error: { message: /Authorization/ } } });
  expect(await move({ url, headers: { authorization: null } })).toMatchObject({
    status: 200,
    body: { url, headers: [] },
  });
});

const program = { command: "npx", args: ["-y", "it's"] };
it.each([
  { name: "x", ...program },
  { name: "x", url: entered.url, command: "sh" },
  { name: "x", url: entered.url, Command: "sh" },
  { name: "x", kind: "stdio", url: "sh" },
  { name: "x", type: "stdio" },
  { name: "x", transport: "stdio", url: entered.url },
  { name: "x", args: [] },
  { name: "x", url: entered.url, env: { A: "b" } },
  { name: "x", command: ["sh", "-c", "id"] },
  { name: "x", command: { $gt: "" } },
])("a program is never made over HTTP: %j", async (body) => {
  const services = useServices(await testDirectory());
  const refused = await post(body);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  expect(refused.body.error.details.line).toMatch(/^patchbay tools add x -- /);
  expect(await services.tools.kept()).toEqual([]);
});

it("the line to paste holds nothing that a shell would run by itself", async () => {
  useServices(await testDirectory());
  const refused = await post({ name: "$(id)", command: "a;b", args: ["it's", "`c`"] });
  expect(refused.body.error.details.line).toBe(`patchbay tools add '$(id)' -- 'a;b' 'it'\\''s' '\`c\`'`);
});

it.each([
  [{ ...entered, url: "http://tools.example/mcp" }, "https"],
  [{ ...entered, url: "http://169.254.169.254/mcp" }, "https"],
  [{ ...entered, url: "https://169.254.169.254/mcp" }, "https"],
  [{ ...entered, url: "file:///etc/passwd" }, "https"],
  [{ ...entered, url: "https://name:word@tools.example/mcp" }, "password"],
  [{ ...entered, url: "http://localhost:3000/mcp" }, "own server"],
  [{ ...entered, url: "http://127.0.0.2:3000/mcp/" }, "own server"],
  [{ ...entered, url: "http://LOCALHOST:3000/%6dcp" }, "own server"],
  [{ ...entered, headers: { Host: "x" } }, "header"],
  [{ ...entered, headers: { "mcp-session-id": "x" } }, "header"],
  [{ ...entered, headers: { "X-A": "b\r\nc: d" } }, "sent in a header"],
  [{ ...entered, id: "mine" }, "id"],
  [[entered], "expected"],
  ["command", "expected"],
])("a body that does not fit is refused: %j", async (body, words) => {
  const services = useServices(await testDirectory());
  const refused = await post(body);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  expect(JSON.stringify(refused.body)).toContain(words);
  expect(await services.tools.kept()).toEqual([]);
});

it("a program that was added at the terminal is switched on and off over HTTP, and nothing else", async () => {
  const services = useServices(await testDirectory());
  const { id } = await services.tools.addProgram({ name: "files", ...program, env: { TOKEN: "hush-hush" } });
  const params = { id };
  const patch = (body: object) => json(ask(PATCH, `/api/tools/${id}`, { method: "PATCH", body, params }));
  expect(await patch({ enabled: false })).toMatchObject({ status: 200, body: { status: "off", env: ["TOKEN"] } });
  const others = [{ name: "y" }, { url: entered.url }, { headers: { A: "b" } }, { enabled: true, command: "sh" }];
  for (const body of [...others, { args: ["x"] }, { env: {} }, { kind: "stdio" }]) {
    expect((await patch(body)).status).toBe(400);
  }
  const removed = await json(ask(DELETE, `/api/tools/${id}`, { method: "DELETE", body: {}, params }));
  expect(removed).toMatchObject({ status: 400, body: { error: { message: /patchbay tools remove files/ } } });
  const [kept] = await services.tools.kept();
  expect(kept).toMatchObject({ id, name: "files", enabled: false, command: `npx -y 'it'\\''s'` });
});

it("another site may neither add one nor end a sign-in that nobody began", async () => {
  useServices(await testDirectory());
  expect((await post(entered, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  const back = await ask(CALLBACK, "/api/tools/callback?state=x&code=y");
  expect([back.status, back.headers.get("location")]).toEqual([303, "/?connectError=state_mismatch"]);
});
