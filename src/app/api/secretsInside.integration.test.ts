import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { parseConfig } from "@/lib/config";
import { node } from "@/lib/engine/testRun";
import { serve } from "@/lib/requests/testRequests";
import { watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { sendJson, startTestHttpServer } from "@/lib/tools/testHttpServer";
import { program } from "@/lib/tools/testTools";
import { PUT } from "./secrets/[name]/route";
import { ask, useServices } from "./testServices";
import { POST as TEST } from "./tools/[id]/test/route";
import { POST } from "./tools/route";

/** In no shape by which a log would know it. */
const secrets = { request: "quiet owl 4471", header: "quiet-fox-5582", variable: "quiet-elk-6693" };

/** All that is written to standard error and output until the test ends. */
function listen(): string[] {
  const written: string[] = [];
  for (const stream of [process.stderr, process.stdout]) {
    const spy = vi.spyOn(stream, "write").mockImplementation((text) => written.push(String(text)) > 0);
    onTestFinished(() => spy.mockRestore());
  }
  return written;
}

async function filesIn(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")));
}

it("secrets of requests and tools are in no line of the log, no answer and no file, though all of it fails", async () => {
  const written = listen();
  const directory = await testDirectory();
  const services = useServices(parseConfig({ PATCHBAY_DATA_DIR: directory, LOG_LEVEL: "debug" }));
  const answers: string[] = [];
  const post = async (...asked: Parameters<typeof ask>) => void answers.push(await (await ask(...asked)).text());

  const { origin, seen } = await serve(({ headers, url }, response) => {
    response.writeHead(400, `No ${headers["x-key"]}`).end(JSON.stringify({ headers, url }));
  });
  const params = { name: "KEY" };
  const body = { value: secrets.request, origins: [origin] };
  await post(PUT, "/api/secrets/KEY", { method: "PUT", params, body });
  const request = { url: `${origin}/?k={{secret:KEY}}`, headers: { "x-key": "{{secret:KEY}}" }, as: "text" };
  const workflow = workflowOf([node("r", "request", request)], []);
  const { id } = await services.runs.start(workflow);
  answers.push(JSON.stringify(await watch(services.runs, id)));
  expect(seen[0]?.headers["x-key"]).toBe(secrets.request);

  const server = await startTestHttpServer((_, response, { headers }) =>
    response.writeHead(500, { "x-seen": String(headers.authorization) }).end(headers.authorization),
  );
  const quoting = await startTestHttpServer(({ id }, response, request) => {
    const [, token] = String(request.headers.authorization).split(" ");
    return sendJson(response, { jsonrpc: "2.0", id, error: { code: -32001, message: `No key is called ${token}` } });
  });
  const headers = { Authorization: `Token ${secrets.header}` };
  for (const [name, { url }] of Object.entries({ far: server, quoting })) {
    await post(POST, "/api/tools", { method: "POST", body: { name, url, headers } });
  }
  const env = { TOKEN: secrets.variable };
  await services.tools.addProgram({
    name: "near",
    ...program("console.error(process.env.TOKEN); process.exit(3)"),
    env,
  });
  for (const one of ["far", "quoting", "near"]) {
    await post(TEST, `/api/tools/${one}/test`, { method: "POST", body: {}, params: { id: one } });
    answers.push(await services.tools.log(one));
  }
  expect(server.requests[0]?.headers.authorization).toBe(headers.Authorization);

  expect(written.join("")).toContain("A request was answered.");
  expect(answers.join("")).toMatch(/answered 400 No \{\{secret:KEY\}\}.*\[secret\]/s);
  const all = [...written, ...answers, ...(await filesIn(directory))].join("\n");
  for (const secret of Object.values(secrets)) {
    for (const form of [secret, encodeURIComponent(secret)]) expect(all).not.toContain(form);
  }
});
