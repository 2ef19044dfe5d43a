import { expect, it } from "vitest";
import { createNotices } from "./notices";
import { createScheduler } from "./scheduler";
import { sign } from "./signature";
import { triggerBench } from "./testTriggers";

type Answering = (request: { url: string; init: RequestInit; tries: number }) => Promise<Response> | Response;

async function setUp(answering: Answering = () => new Response(null, { status: 204 })) {
  const bench = triggerBench();
  const trigger = await bench.store.add({
    ...{
      kind: "schedule",
      workflowId: "w1",
      enabled: true,
      name: "Morning",
      notify: { url: "https://in.example/x?k=1" },
    },
    ...{ cron: "0 9 * * *", timeZone: "UTC", missed: "run_once", since: new Date(bench.clock.ms).toISOString() },
  });
  const secret = await bench.store.makeSecret(trigger.id);
  const sent: { url: string; body: string; headers: Headers }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    sent.push({ url: String(url), body: String(init.body), headers: new Headers(init.headers) });
    return answering({ url: String(url), init, tries: sent.length });
  };
  const noticesOf = (parts: typeof bench) => createNotices({ ...parts, fetch });
  const notices = noticesOf(bench);
  bench.clock.ms = Date.parse("2030-06-03T09:00:00Z");
  await createScheduler(bench).tick();
  const notice = async () => (await bench.states.read(trigger.id)).deliveries[0]?.notice;
  const after = async (ms: number) => {
    bench.clock.ms += ms;
    await notices.tick();
  };
  return { ...bench, trigger, secret, sent, notices, noticesOf, notice, after };
}

it("the end of a run is posted once, signed, with what it gave", async () => {
  const { after, sent, end, secret, trigger, notice } = await setUp();
  await after(1000);
  expect([sent, await notice()]).toEqual([[], { state: "waiting", tries: 0 }]);
  end("r1", "completed", { Report: "Owls." });
  await after(1000);
  await after(100_000);
  expect(sent).toHaveLength(1);
  const [{ url, body, headers } = { url: "", body: "", headers: new Headers() }] = sent;
  expect(url).toBe("https://in.example/x?k=1");
  expect(headers.get("x-patchbay-signature")).toBe(sign(secret, headers.get("x-patchbay-timestamp") ?? "", body));
  expect(JSON.parse(body)).toEqual({
    trigger: { id: trigger.id, name: "Morning", kind: "schedule", workflowId: "w1" },
    ...{ id: "r1", status: "completed", outputs: { Report: "Owls." }, problems: [] },
  });
  expect(await notice()).toMatchObject({ state: "sent", tries: 1, status: 204 });
});

it("outputs that are too large are named instead", async () => {
  const { after, sent, end } = await setUp();
  end("r1", "completed", { Long: "x".repeat(70_000), Short: "y" });
  await after(1000);
  expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ outputs: { Short: "y" }, leftOut: ["Long"] });
});

it("is tried three times, with pauses between", async () => {
  const { after, sent, end, notice } = await setUp(() => new Response(null, { status: 503 }));
  end("r1", "failed");
  await after(1000);
  await after(9000);
  expect(sent).toHaveLength(1);
  await after(1000);
  await after(59_000);
  expect(sent).toHaveLength(2);
  expect(await notice()).toMatchObject({ state: "waiting", tries: 2, status: 503, error: "It answered 503." });
  await after(1000);
  await after(3_600_000);
  expect(sent).toHaveLength(3);
  expect(await notice()).toMatchObject({ state: "failed", tries: 3, status: 503 });
});

it("goes to no other address than the one that was named", async () => {
  const { after, sent, end, notice } = await setUp(({ init }) => {
    expect(init.redirect).toBe("manual");
    return new Response(null, { status: 307, headers: { location: "http://169.254.169.254/" } });
  });
  end("r1", "completed");
  await after(1000);
  expect(sent).toHaveLength(1);
  expect(await notice()).toMatchObject({ state: "waiting", error: expect.stringContaining("not followed") });
});

it("is sent once by several processes", async () => {
  const bench = await setUp();
  const others = [1, 2, 3].map(() => bench.noticesOf({ ...bench, ...bench.another() }));
  bench.end("r1", "completed");
  bench.clock.ms += 1000;
  await Promise.all([bench.notices, ...others].map(({ tick }) => tick()));
  expect(bench.sent).toHaveLength(1);
});

it("is sent by the next process where one was killed while it sent, and no more often than that", async () => {
  const never = new Promise<never>(() => undefined);
  const bench = await setUp(({ tries }) => (tries === 1 ? never : new Response(null, { status: 200 })));
  bench.end("r1", "completed");
  bench.clock.ms += 1000;
  void bench.notices.tick();
  await expect.poll(() => bench.sent.length).toBe(1);
  const next = bench.noticesOf({ ...bench, ...bench.another() });
  bench.clock.ms += 30_000;
  await next.tick();
  expect(bench.sent).toHaveLength(1);
  bench.clock.ms += 30_000;
  await next.tick();
  await next.tick();
  expect(bench.sent).toHaveLength(2);
  expect(await bench.notice()).toMatchObject({ state: "sent", tries: 2 });
});
