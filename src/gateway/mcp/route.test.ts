import { describe, expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { startTestGateway, type TestGateway } from "@/gateway/testGateway";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { AccessScope } from "@/types/access";

async function useDoor(scopes: AccessScope[] = ["mcp"]) {
  const services = useServices(await testDirectory());
  const { key } = await services.accessKeys.create({ name: "Laptop", scopes });
  return { gateway: await startTestGateway(services), key };
}

const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const accept = "application/json, text/event-stream";
const post = (gateway: TestGateway, headers: Record<string, string>, path = "/mcp") =>
  gateway.ask(path, { method: "POST", body: list, headers: { accept, ...headers } });

describe("/mcp", () => {
  it("is shut without a key, and says how to come in", async () => {
    const { gateway } = await useDoor();
    const wrong: Record<string, string>[] = [{}, { authorization: "Bearer pb_wrong" }, { cookie: "patchbay=x" }];
    for (const headers of wrong) {
      const refused = await post(gateway, headers);
      expect(refused.status).toBe(401);
      expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer /);
      expect(await refused.json()).toMatchObject({
        jsonrpc: "2.0",
        id: null,
        error: { data: { code: "login_required" } },
      });
    }
  });

  it("says the id of a session again, but nothing else that was sent in its place", async () => {
    const { gateway, key } = await useDoor();
    const told = async (id: string) =>
      (await post(gateway, { authorization: `Bearer ${key}`, "mcp-session-id": id })).headers.get("mcp-session-id");
    const id = (await told("")) ?? "";
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await told(id)).toBe(id);
    for (const odd of ["é", "a b", "x".repeat(5000)]) expect(await told(odd)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("has nothing to cancel where the id of the call is none", async () => {
    const { gateway, key } = await useDoor();
    const body = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: { toString: 1 } } };
    const headers = { accept, authorization: `Bearer ${key}` };
    expect((await gateway.ask("/mcp", { method: "POST", body, headers })).status).toBe(202);
  });

  it("is shut to keys of other scopes", async () => {
    const { gateway, key } = await useDoor(["v1", "runs", "hooks"]);
    const refused = await post(gateway, { authorization: `Bearer ${key}` });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain('scope="mcp"');
  });

  it.each<Record<string, string>>([
    { host: "evil.test" },
    { origin: "http://evil.test" },
    { "sec-fetch-site": "cross-site" },
  ])("refuses %j with a right key", async (headers) => {
    const { gateway, key } = await useDoor();
    const refused = await post(gateway, { authorization: `Bearer ${key}`, ...headers });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { data: { code: "forbidden_origin" } } });
  });

  it("has no GET and no DELETE, since nothing of a client is kept", async () => {
    const { gateway, key } = await useDoor();
    for (const method of ["GET", "DELETE"]) {
      const refused = await gateway.ask("/mcp", { method, headers: { authorization: `Bearer ${key}` } });
      expect(refused.status).toBe(405);
      expect(refused.headers.get("allow")).toBe("OPTIONS, POST");
    }
  });

  it("answers a client of an older revision, and refuses a revision that there is not", async () => {
    const { gateway, key } = await useDoor();
    const authorization = `Bearer ${key}`;
    const answered = await post(gateway, { authorization, "mcp-protocol-version": "2025-06-18" });
    expect(answered.status).toBe(200);
    expect(await answered.text()).toContain('"list_node_kinds"');
    expect((await post(gateway, { authorization, "mcp-protocol-version": "1999-01-01" })).status).toBe(400);
    expect((await post(gateway, { authorization }, "/mcp?wait=0")).status).toBe(400);
  });
});
