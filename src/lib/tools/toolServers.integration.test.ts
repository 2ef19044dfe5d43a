import { expect, it } from "vitest";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { everything, startEverything, testTools } from "./testTools";

const signal = new AbortController().signal;

it("a program is started when it is needed first, tells its tools, and answers calls", async () => {
  const tools = await testTools();
  const { id, status } = await tools.addProgram({ name: "Every Thing", ...everything, env: {} });
  expect([id, status]).toEqual(["every-thing", "new"]);
  const listed = await tools.list(id, signal);
  expect(listed.find(({ name }) => name === "echo")).toMatchObject({
    name: "echo",
    title: "Echo Tool",
    inputSchema: { type: "object" },
    readOnly: true,
    destructive: false,
  });
  const said = await tools.call({ server: id, name: "echo", arguments: { message: "hello" } }, { signal });
  expect(said).toEqual({ text: "Echo: hello" });
  const image = await tools.call({ server: id, name: "get-tiny-image", arguments: {} }, { signal });
  expect(image.files).toMatchObject([{ mime: "image/png" }]);
  const location = { location: "New York" };
  const weather = await tools.call({ server: id, name: "get-structured-content", arguments: location }, { signal });
  expect(weather.structured).toMatchObject({ conditions: expect.any(String) });
  expect((await tools.views())[0]).toMatchObject({ id, status: "connected" });
});

it("a server over HTTP does the same, and is connected to anew when it was started again", async () => {
  const port = await freePort();
  const first = await startEverything(port);
  const tools = await testTools();
  const { id } = await tools.add({ name: "web", url: first.url });
  const echo = () => tools.call({ server: id, name: "echo", arguments: { message: "x" } }, { signal });
  expect(await echo()).toEqual({ text: "Echo: x" });
  await first.kill();
  await startEverything(port);
  expect(await echo()).toEqual({ text: "Echo: x" });
});
