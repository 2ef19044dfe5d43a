import { beforeEach, expect, it } from "vitest";
import { apiRoute } from "@/app/api/apiRoute";
import { ask, useServices } from "@/app/api/testServices";
import { parseConfig } from "@/lib/config";
import { encodeEvent } from "@/lib/sse/encode";
import { toEventStreamResponse } from "@/lib/sse/response";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { DELETE, POST } from "./route";

const password = "open sesame";
let directory: string;

beforeEach(async () => {
  directory = await testDirectory();
  useServices(settings());
});

/** Each server process reads them anew. */
function settings() {
  return parseConfig({ PATCHBAY_DATA_DIR: directory, XDG_CONFIG_HOME: directory, PATCHBAY_PASSWORD: password });
}

async function logIn(): Promise<string> {
  const answer = await ask(POST, "/api/session", { method: "POST", body: { password } });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const secret = apiRoute(async () => ({ told: true }));

/** A stream that goes on until its reader leaves. */
function endless() {
  const gone = new AbortController();
  const route = apiRoute(async () => {
    async function* events() {
      yield "first";
      await new Promise<void>((resolve) => gone.signal.addEventListener("abort", () => resolve()));
    }
    return toEventStreamResponse(events(), {
      encode: (data) => encodeEvent({ event: "news", data }),
      toErrorEvent: () => undefined,
      clientGone: gone,
    });
  });
  return { route, gone: gone.signal };
}

it("a cookie is worth nothing after logout, also after a restart", async () => {
  const cookie = await logIn();
  expect((await ask(secret, "/api/x", { headers: { cookie } })).status).toBe(200);
  const out = await ask(DELETE, "/api/session", { method: "DELETE", headers: { cookie } });
  expect(out.headers.get("set-cookie")).toMatch(/Max-Age=0/);
  expect((await ask(secret, "/api/x", { headers: { cookie } })).status).toBe(401);
  useServices(settings());
  expect((await ask(secret, "/api/x", { headers: { cookie } })).status).toBe(401);
});

it("streams of events end with the session they were opened in, and say why", async () => {
  const [cookie, elsewhere] = [await logIn(), await logIn()];
  const [ours, theirs] = [endless(), endless()];
  const stream = await ask(ours.route, "/api/x", { headers: { cookie } });
  const other = await ask(theirs.route, "/api/x", { headers: { cookie: elsewhere } });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const text = stream.text();
  await ask(DELETE, "/api/session", { method: "DELETE", headers: { cookie } });
  expect(await text).toMatch(/event: news\ndata: "first"\n\nevent: error\ndata: .*"login_required".*\n\n$/s);
  expect(ours.gone.aborted).toBe(true);
  expect(theirs.gone.aborted).toBe(false);
  await other.body?.cancel();
});
