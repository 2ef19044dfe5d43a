import { describe, expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { accessScopes } from "@/types/access";
import { startTestGateway } from "./testGateway";

/** The doors beside Next, as everywhere in the API (app/api/otherMethods.test.ts). */
async function useDoors() {
  const services = useServices(await testDirectory());
  const { key } = await services.accessKeys.create({ name: "Laptop", scopes: [...accessScopes] });
  const gateway = await startTestGateway(services);
  return (method: string, path: string, headers: Record<string, string> = {}) => {
    // A session opens it, which is there for everybody here, and a key does not.
    const credential: Record<string, string> = path === "/api/llm" ? {} : { authorization: `Bearer ${key}` };
    return gateway.ask(path, { method, headers: { ...credential, ...headers } });
  };
}

const doors = [
  { path: "/v1/models", allow: "GET, HEAD, OPTIONS" },
  { path: "/v1/models/openai/gpt-5.5", allow: "GET, HEAD, OPTIONS" },
  { path: "/v1/responses", allow: "OPTIONS, POST" },
  { path: "/v1/chat/completions", allow: "OPTIONS, POST" },
  { path: "/mcp", allow: "OPTIONS, POST" },
  { path: "/api/llm", allow: "OPTIONS, POST" },
];

describe.each(doors)("$path", ({ path, allow }) => {
  it("says what it takes, and refuses all else in words", async () => {
    const ask = await useDoors();
    const options = await ask("OPTIONS", path);
    expect([options.status, options.headers.get("allow"), await options.text()]).toEqual([204, allow, ""]);
    const own = allow.split(", ");
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"].filter((each) => !own.includes(each))) {
      const refused = await ask(method, path, { "content-type": "application/json" });
      expect([refused.status, refused.headers.get("allow")], method).toEqual([405, allow]);
      expect(await refused.text()).toContain(method === "HEAD" ? "" : `does not take ${method}`);
    }
  });

  it("says nothing to who may not come in", async () => {
    const ask = await useDoors();
    for (const method of ["OPTIONS", "HEAD", "PUT"]) {
      const headers = { "content-type": "application/json" };
      expect((await ask(method, path, { ...headers, host: "evil.test" })).status).toBe(403);
      expect((await ask(method, path, { ...headers, authorization: "Bearer pb_wrong" })).status).toBe(401);
    }
  });
});

it("tells by HEAD what GET would answer, without the body", async () => {
  const ask = await useDoors();
  const [got, asked] = [await ask("GET", "/v1/models"), await ask("HEAD", "/v1/models")];
  expect([asked.status, asked.headers.get("content-type")]).toEqual([200, got.headers.get("content-type")]);
  expect([await got.json(), await asked.text()]).toMatchObject([{ object: "list" }, ""]);
  expect((await ask("HEAD", "/v1/models/none")).status).toBe(404);
});

it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])(
  "%s finds nothing where OpenAI has an address that Patchbay has not",
  async (method) => {
    const ask = await useDoors();
    for (const path of ["/v1", "/v1/embeddings", "/v1/responses/resp_1"]) {
      const answered = await ask(method, path, { "content-type": "application/json" });
      expect(answered.status, path).toBe(404);
      if (method !== "HEAD") expect(await answered.json()).toMatchObject({ error: { code: "not_found" } });
    }
  },
);
