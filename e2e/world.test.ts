import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { callApi } from "./support/api";
import { expectText, nodeCalled, openInspector, runToEnd } from "./support/canvas";
import { openGraph } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
const secret = "s3cret-of-the-test";

/** Tells what it was asked with. */
async function serve() {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers["x-key"]);
    const items = [1, 2, 3].map((n) => ({ city: request.url?.slice(1), n }));
    response.setHeader("content-type", "application/json").end(JSON.stringify(items));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { keys, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it("a graph asks a server with a secret, and brings the answer into shape with code that is mended where it is wrong", async () => {
  const { app, page } = stage;
  const { keys, origin } = await serve();
  await callApi(app, "PUT", "/api/secrets/API_KEY", { value: secret, origins: [origin] });
  await openGraph(app, page, {
    nodes: [
      { id: "city", type: "prompt", title: "City", at: [20, 160], data: { text: "Rome" } },
      {
        ...{ id: "ask", type: "request", title: "Ask", at: [320, 160] },
        data: { method: "GET", url: `${origin}/{{city}}`, headers: { "x-key": "{{secret:API_KEY}}" }, as: "json" },
      },
      {
        ...{ id: "shape", type: "transform", title: "Shape", at: [620, 160] },
        data: { code: "(rows) => rows.map((row) => row.n *)", list: "whole" },
      },
      { id: "result", type: "output", title: "Result", at: [920, 160], data: { name: "result" } },
    ],
    wires: ["city.text > ask.city", "ask.body > shape.value", "shape.value > result.value"],
  });
  const panel = await openInspector(page, "Ask");
  await expectText(panel.getByRole("region", { name: "Secrets" }), "API_KEY is set");

  const shape = nodeCalled(page, "Shape");
  await page.keyboard.press("Control+Enter");
  await expectText(shape, /line 1, column 3\d/);
  await shape
    .getByRole("textbox")
    .fill("(rows) => ({ city: rows[0].city, sum: rows.reduce((sum, row) => sum + row.n, 0) })");
  expect(await runToEnd(page)).toBe("completed");
  await expectText(nodeCalled(page, "Result"), /"sum": 6/);
  expect(keys).toEqual([secret]);
  expect(await page.content()).not.toContain(secret);
});
