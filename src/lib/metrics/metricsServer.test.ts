import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { serveMetrics } from "./metricsServer";

const token = "a-token-of-a-collector";

async function serve(given?: string) {
  const metrics = { read: async () => "up 1\n", contentType: "text/plain; version=0.0.4" };
  const server = await serveMetrics({ host: "127.0.0.1", port: 0, token: given, metrics });
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return (headers: Record<string, string> = {}, path = "/metrics", method = "GET") =>
    new Promise<{ status?: number; text: string }>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, method, headers }, async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode, text });
      });
      asked.on("error", reject).end();
    });
}

it("is read by callers on this computer, and nothing else is there", async () => {
  const ask = await serve();
  expect(await ask()).toEqual({ status: 200, text: "up 1\n" });
  expect(await ask({}, "/metrics?debug=1")).toMatchObject({ status: 200 });
  expect(await ask({}, "/api/health")).toMatchObject({ status: 404 });
  expect(await ask({}, "/metrics", "POST")).toMatchObject({ status: 405 });
});

it("is read through a proxy, or under another name, with the token only", async () => {
  const ask = await serve(token);
  const strangers: Record<string, string>[] = [
    { "x-forwarded-for": "10.0.0.7" },
    // As a page asks whose name was bound to this computer.
    { host: "evil.example" },
  ];
  for (const stranger of strangers) {
    const refused = await ask(stranger);
    expect(refused).toMatchObject({ status: 401, text: expect.stringContaining("PATCHBAY_METRICS_TOKEN") });
    expect(await ask({ ...stranger, authorization: "Bearer a-wrong-token-of-somebody" })).toMatchObject({
      status: 401,
    });
    expect(await ask({ ...stranger, authorization: `Bearer ${token}` })).toEqual({ status: 200, text: "up 1\n" });
  }
});

it("has no token that would do where none is set", async () => {
  const ask = await serve();
  expect(await ask({ host: "evil.example", authorization: "Bearer undefined" })).toMatchObject({ status: 401 });
});
