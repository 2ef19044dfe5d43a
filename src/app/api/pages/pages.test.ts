import { globSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { NextHandler } from "@/app/api/apiRoute";
import { ask, type Sent, useServices } from "@/app/api/testServices";
import { DELETE as revoke } from "@/app/api/workflows/[id]/links/[link]/route";
import { POST as createLink, GET as listLinks } from "@/app/api/workflows/[id]/links/route";
import { parseConfig } from "@/lib/config";
import { ROOM_BYTES } from "@/lib/pages/linkRoom";
import { createToldAssets } from "@/lib/pages/toldAssets";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEvent } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { GET as readAsset } from "./[id]/assets/[sha256]/route";
import { POST as upload } from "./[id]/assets/route";
import { GET as readForm } from "./[id]/route";
import { POST as answerRun } from "./[id]/runs/[run]/answers/route";
import { GET as readEvents } from "./[id]/runs/[run]/events/route";
import { GET as listRuns, POST as startRun } from "./[id]/runs/route";
import { POST as enter } from "./[id]/session/route";

const SECRET_WORDS = "Never show these words";

/** A workflow that needs no model. */
function plain(id: string): Workflow {
  return {
    ...{ format: "patchbay/workflow", version: 1, id, name: "Greeting", revision: 0 },
    settings: { description: "Greets.", inputs: { who: { title: "Who", default: "you" } } },
    nodes: [
      { id: "hidden", type: "prompt", title: "Tone", data: { text: SECRET_WORDS } },
      { id: "p", type: "prompt", title: "Greet", data: { text: "Hello {{who}}" } },
      { id: "o", type: "output", data: { name: "greeting" } },
    ],
    edges: [{ id: "e", source: { node: "p", port: "text" }, target: { node: "o", port: "value" } }],
    layout: { nodes: {}, groups: [] },
  };
}

async function usePages() {
  const config = parseConfig({ PATCHBAY_DATA_DIR: await testDirectory(), PATCHBAY_PASSWORD: "correct horse" });
  const services = useServices(config);
  onTestFinished(() => services.runs.leave());
  const cookieOf = (header: string | null) => (header ?? "").split(";")[0] ?? "";
  const session = cookieOf(
    await services.door.enterByPassword("correct horse", { address: "192.0.2.1", isSecure: false }),
  );
  for (const id of ["w", "other"]) await services.workflows.create(plain(id));
  const owner = (handler: NextHandler, sent: Sent = {}) =>
    ask(handler, "/api/x", { ...sent, headers: { ...sent.headers, cookie: session } });

  async function linkTo(id: string, name = "For Ada") {
    const made = await (await owner(createLink, { method: "POST", body: { name }, params: { id } })).json();
    const secret = made.path.split("#")[1] ?? "";
    const entered = await ask(enter, "/api/x", { method: "POST", body: { link: secret }, params: { id } });
    const setCookie = entered.headers.get("set-cookie") ?? "";
    const cookie = cookieOf(setCookie);
    const visit = (handler: NextHandler, sent: Sent = {}) =>
      ask(handler, "/api/x", { ...sent, params: { id, ...sent.params }, headers: { ...sent.headers, cookie } });
    return { id: made.id as string, made, secret, setCookie, cookie, visit };
  }
  return { services, owner, linkTo };
}

type Link = Awaited<ReturnType<Awaited<ReturnType<typeof usePages>>["linkTo"]>>;

/** A run that has ended. */
async function start({ visit }: Pick<Link, "visit">, inputs: object = {}): Promise<string> {
  const answer = await visit(startRun, { method: "POST", body: { inputs } });
  expect(answer.status).toBe(201);
  const { id } = await answer.json();
  await eventsOf({ visit }, id);
  return id;
}

async function eventsOf({ visit }: Pick<Link, "visit">, run: string): Promise<{ text: string; events: RunEvent[] }> {
  const text = await (await visit(readEvents, { params: { run } })).text();
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]) => JSON.parse(data));
  return { text, events };
}

const runsOf = async ({ visit }: Pick<Link, "visit">) =>
  (await (await visit(listRuns)).json()).runs.map(({ id }: { id: string }) => id);

describe("a link to the page of a workflow", () => {
  it("opens its form, which has no prompts, and its runs, of which it reads what arrives in the outputs", async () => {
    const { linkTo } = await usePages();
    const link = await linkTo("w");
    const form = await (await link.visit(readForm)).json();
    expect(form).toMatchObject({
      ...{ id: "w", name: "Greeting", description: "Greets.", isByLink: true },
      inputs: [{ name: "who", kind: "text", title: "Who", default: "you" }],
      outputs: [{ name: "greeting", node: "o", from: ["p"] }],
    });
    expect(JSON.stringify(form)).not.toContain(SECRET_WORDS);

    const run = await start(link, { who: "Ada" });
    const { text, events } = await eventsOf(link, run);
    expect(text).not.toContain(SECRET_WORDS);
    expect(events.find(({ type }) => type === "run-start")).toMatchObject({ inputs: { who: "Ada" } });
    expect(events.at(-1)).toMatchObject({ type: "run-end", outputs: { greeting: "Hello Ada" } });
    expect(await runsOf(link)).toEqual([run]);
  });

  it("is told once, stands in no address that a server sees, and is kept as a digest", async () => {
    const { linkTo, owner, services } = await usePages();
    const { made, secret, setCookie } = await linkTo("w");
    expect(made.path).toMatch(/^\/run\/w#pl_[A-Za-z0-9_-]{43}$/);
    expect(setCookie).toMatch(/^patchbay_link_3000=.*; Path=\/api\/pages\/w; HttpOnly; SameSite=Strict; Max-Age=/);
    const listed = await (await owner(listLinks, { params: { id: "w" } })).json();
    expect(listed.links).toMatchObject([{ name: "For Ada", workflowId: "w" }]);
    const kept = await services.pageLinks.list("w");
    for (const shown of [JSON.stringify(listed), JSON.stringify(kept)]) expect(shown).not.toContain(secret.slice(3));
  });

  it("shows runs that were started by it alone, while who has the password sees all", async () => {
    const { linkTo, owner } = await usePages();
    const [ada, ben] = [await linkTo("w"), await linkTo("w", "For Ben")];
    const run = await start(ada, {});
    const mine = await start({
      visit: (handler, sent) => owner(handler, { ...sent, params: { id: "w", ...sent?.params } }),
    });
    expect(await runsOf(ben)).toEqual([]);
    expect((await ben.visit(readEvents, { params: { run } })).status).toBe(404);
    expect((await ada.visit(readEvents, { params: { run: mine } })).status).toBe(404);
    const all = await (await owner(listRuns, { params: { id: "w" } })).json();
    expect(all.runs.map(({ id }: { id: string }) => id).toSorted()).toEqual([run, mine].toSorted());
  });

  it("tells in its history what each of its runs was given, large values unread", async () => {
    const { linkTo, services } = await usePages();
    const [ada, ben] = [await linkTo("w"), await linkTo("w", "For Ben")];
    for (const who of ["owls", undefined, "a".repeat(70_000)]) await start(ada, who === undefined ? {} : { who });
    await start(ben, { who: "mice" });
    const read = vi.spyOn(services.assets, "get");
    const { runs } = await (await ada.visit(listRuns)).json();
    expect(runs.map(({ given }: { given?: string }) => given)).toEqual(["…", "you", "owls"]);
    expect(read).not.toHaveBeenCalled();
  });

  it("says in the run what it came through", async () => {
    const { linkTo, services } = await usePages();
    const link = await linkTo("w");
    const run = await start(link);
    expect((await services.runs.read(run)).through).toEqual({ kind: "link", id: link.id, name: "For Ada" });
  });

  it("opens files that came in by it, and no others", async () => {
    const { linkTo, services } = await usePages();
    const [ada, ben] = [await linkTo("w"), await linkTo("w", "For Ben")];
    const secret = await services.assets.put(Buffer.from("secret"), "text/markdown");
    const csv = { "content-type": "text/csv" };
    const sent = await ada.visit(upload, { method: "POST", body: "a,b", headers: csv });
    const { asset } = await sent.json();
    expect((await ada.visit(readAsset, { params: { sha256: asset } })).status).toBe(200);
    expect((await ben.visit(readAsset, { params: { sha256: asset } })).status).toBe(404);
    expect((await ada.visit(readAsset, { params: { sha256: secret.asset } })).status).toBe(404);
    const given = await ada.visit(startRun, { method: "POST", body: { inputs: { who: { deep: [secret] } } } });
    expect(given.status).toBe(400);
    expect((await ada.visit(readAsset, { params: { sha256: secret.asset } })).status).toBe(404);
  });

  it("takes no more in than it has room for, whether files or inputs", async () => {
    // Room comes free with time.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { linkTo, services } = await usePages();
    const [ada, ben] = [await linkTo("w"), await linkTo("w", "For Ben")];
    await services.pageLinks.take(ada.id, ROOM_BYTES);
    const csv = { "content-type": "text/csv" };
    const sent = await ada.visit(upload, { method: "POST", body: "a,b", headers: csv });
    expect([sent.status, sent.headers.get("retry-after")]).toEqual([429, "6"]);
    const { error } = await sent.json();
    expect(error).toMatchObject({ code: "rate_limited", action: "wait", details: { linkIsFull: true } });
    expect((await ada.visit(startRun, { method: "POST", body: { inputs: { who: "Ada" } } })).status).toBe(429);
    expect((await ben.visit(upload, { method: "POST", body: "a,b", headers: csv })).status).toBe(201);
    expect(JSON.stringify(await services.pageLinks.list("w"))).not.toContain("taken");
  });

  it("opens what its runs gave, also in a process that has not shown it", async () => {
    const { linkTo, services } = await usePages();
    const { asset, bytes } = await services.assets.put(Buffer.from("a picture"), "image/png");
    const end = (node: string, port: string) => ({ node, port });
    await services.workflows.create({
      ...{ ...plain("pictures"), settings: undefined },
      nodes: [
        { id: "i", type: "imageInput", data: { asset: { asset, mime: "image/png", bytes } } },
        { id: "o", type: "output", data: { name: "picture" } },
      ],
      edges: [{ id: "e", source: end("i", "image"), target: end("o", "value") }],
    });
    const [ada, ben] = [await linkTo("pictures"), await linkTo("pictures", "For Ben")];
    const open = async (link: Link) => (await link.visit(readAsset, { params: { sha256: asset } })).status;
    expect(await open(ada)).toBe(404);
    await start(ada);
    expect([await open(ada), await open(ben)]).toEqual([200, 404]);
    Object.assign(services, { toldAssets: createToldAssets() });
    expect([await open(ada), await open(ben)]).toEqual([200, 404]);
  });

  it("answers what its own runs ask, with files that it was shown, and nothing else", async () => {
    const { linkTo, services } = await usePages();
    const end = (node: string, port: string) => ({ node, port });
    await services.workflows.create({
      ...{ ...plain("asking"), settings: undefined },
      nodes: [
        { id: "p", type: "prompt", data: { text: "It rains." } },
        { id: "r", type: "review", data: { question: "Good?", mode: "edit" } },
        { id: "o", type: "output", data: { name: "good" } },
      ],
      edges: [
        { id: "e", source: end("p", "text"), target: end("r", "value") },
        { id: "f", source: end("r", "approved"), target: end("o", "value") },
      ],
    });
    const [ada, ben] = [await linkTo("asking"), await linkTo("asking", "For Ben")];
    const run = await start(ada);
    const { events } = await eventsOf(ada, run);
    expect(events.at(-2)).toMatchObject({ type: "node-wait", node: "r", question: "Good?", value: "It rains." });
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "waiting" });
    const answer = (link: Link, body: object) =>
      link.visit(answerRun, { method: "POST", params: { run }, body: { node: "r", approved: true, ...body } });
    expect((await answer(ben, {})).status).toBe(404);
    const secret = await services.assets.put(Buffer.from("secret"), "text/markdown");
    expect((await answer(ada, { value: secret })).status).toBe(400);
    expect(await (await answer(ada, { value: "It pours." })).json()).toMatchObject({ id: run });
    expect((await eventsOf(ada, run)).events.at(-1)).toMatchObject({
      status: "completed",
      outputs: { good: "It pours." },
    });
    expect((await answer(ada, {})).status).toBe(409);
  });

  it("opens nothing from the moment that it is revoked", async () => {
    const { linkTo, owner } = await usePages();
    const link = await linkTo("w");
    expect((await link.visit(readForm)).status).toBe(200);
    const ended = await owner(revoke, { method: "DELETE", params: { id: "w", link: link.id } });
    expect(ended.status).toBe(200);
    expect((await link.visit(readForm)).status).toBe(401);
    const again = await ask(enter, "/api/x", { method: "POST", body: { link: link.secret }, params: { id: "w" } });
    expect(again.status).toBe(401);
  });

  it("ends what is streamed by it as it is revoked", async () => {
    const { linkTo, services } = await usePages();
    const link = await linkTo("w");
    const ended = new Promise<void>((resolve) => services.pageLinks.watch(link.id, resolve));
    await services.pageLinks.revoke("w", link.id);
    await ended;
  });

  it("is not needed where there is no password, and is not made there", async () => {
    const services = useServices(await testDirectory());
    await services.workflows.create(plain("w"));
    const made = await ask(createLink, "/api/x", { method: "POST", body: { name: "x" }, params: { id: "w" } });
    expect(made.status).toBe(400);
    expect((await ask(readForm, "/api/x", { params: { id: "w" } })).status).toBe(200);
  });
});

describe("a link on all routes", () => {
  const files = globSync("src/app/api/**/route.ts").toSorted();
  const nameOf = (file: string) => file.slice("src/app/api/".length, -"/route.ts".length);
  /** Open to everybody, by themselves. */
  const isOpenToAll = (name: string) => /^(health|metrics|session)\b/.test(name) || name.startsWith("[[");
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

  async function opened(linked: Link, id: string): Promise<string[]> {
    const found: string[] = [];
    for (const file of files.filter((name) => !isOpenToAll(nameOf(name)))) {
      const route: Record<string, NextHandler> = await import(/* @vite-ignore */ resolve(file));
      for (const method of methods) {
        const handler = route[method];
        if (handler === undefined) continue;
        const params = { id, run: "r", link: "l", sha256: "0".repeat(64), key: "0".repeat(64), provider: "openai" };
        const headers = { cookie: linked.cookie, "content-type": "application/json" };
        const { status } = await ask(handler, "/api/x", { method, params, headers });
        if (![401, 403, 405].includes(status)) found.push(`${method} ${nameOf(file)}`);
      }
    }
    return found;
  }

  it("opens those of its own page, and none besides", async () => {
    const { linkTo } = await usePages();
    const link = await linkTo("w");
    // They know by themselves whom they answer.
    const ways = ["GET auth/google/callback", "GET auth/openai/callback", "POST hooks/[id]"];
    const door = "POST pages/[id]/session";
    expect((await opened(link, "other")).filter((route) => !ways.includes(route))).toEqual([door]);
    expect((await opened(link, "w")).filter((route) => !ways.includes(route))).toEqual([
      "GET pages/[id]/assets/[sha256]",
      "POST pages/[id]/assets",
      "GET pages/[id]",
      "POST pages/[id]/runs/[run]/answers",
      "POST pages/[id]/runs/[run]/cancel",
      "GET pages/[id]/runs/[run]/events",
      "GET pages/[id]/runs",
      "POST pages/[id]/runs",
      door,
    ]);
  });
});
