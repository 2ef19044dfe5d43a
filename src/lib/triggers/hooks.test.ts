import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { createHooks, type HookCall } from "./hooks";
import { digestOf, sign } from "./signature";
import { testWorkflow, triggerBench } from "./testTriggers";
import { addDelivery } from "./triggerState";

async function setUp(wanted: { enabled?: boolean; by?: string } = {}) {
  const bench = triggerBench();
  const { id } = await bench.store.add({ kind: "hook", workflowId: "w1", enabled: true, ...wanted });
  const secret = await bench.store.makeSecret(id);
  const hooks = createHooks(bench);
  const call = (given: unknown, change: Partial<HookCall> = {}): HookCall => {
    const body = Buffer.from(typeof given === "string" ? given : JSON.stringify(given));
    const timestamp = String(Math.floor(bench.clock.ms / 1000));
    const signature = sign(secret, timestamp, body);
    return { body, timestamp, signature, idempotencyKey: null, address: "192.0.2.7", ...change };
  };
  const take = (given: unknown, change?: Partial<HookCall>) => hooks.take(id, call(given, change));
  return { ...bench, id, secret, hooks, call, take };
}

describe("a hook", () => {
  it("starts a run for a signed body, with what it holds by name and as a whole", async () => {
    const { take, started, id, states } = await setUp();
    expect(await take({ topic: "owls", other: 1 })).toMatchObject({ run: "r1", outcome: "started", from: "signature" });
    expect(started).toMatchObject([
      { inputs: { topic: "owls", data: { topic: "owls", other: 1 } }, through: { kind: "hook", id } },
    ]);
    expect(started[0]?.inputs).not.toHaveProperty("other");
    expect((await states.read(id)).deliveries).toMatchObject([{ run: "r1", outcome: "started" }]);
  });

  it.each([
    ["without a signature", { signature: null }],
    ["without a time", { timestamp: null }],
    ["signed with another secret", { signature: sign("pbs_other", "1906704000", "{}") }],
    ["with a body that was changed", { body: Buffer.from('{"topic":"mice"}') }],
    ["with another time than the one that was signed", { timestamp: "1906704001" }],
    ["with a time that is none", { timestamp: "now" }],
  ])("is not opened %s", async (_, change) => {
    const { take, started } = await setUp();
    await expect(take({ topic: "owls" }, change)).rejects.toMatchObject({ code: "login_required" });
    expect(started).toEqual([]);
  });

  it.each([301_000, -301_000])("is not opened by a signature that is %s ms away", async (awayMs) => {
    const { call, hooks, id, clock } = await setUp();
    const late = call({});
    clock.ms += awayMs;
    await expect(hooks.take(id, late)).rejects.toMatchObject({ code: "login_required" });
  });

  it("is not opened by the secret that it had before", async () => {
    const { call, hooks, id, store } = await setUp();
    const old = call({});
    await store.makeSecret(id);
    await expect(hooks.take(id, old)).rejects.toMatchObject({ code: "login_required" });
  });

  it("takes a signature once: who heard it cannot send it again", async () => {
    const { call, hooks, id, started, clock } = await setUp();
    const heard = call({ topic: "owls" });
    await hooks.take(id, heard);
    clock.ms += 60_000;
    await expect(hooks.take(id, heard)).rejects.toMatchObject({ code: "conflict", facts: { reason: "replayed" } });
    for (const written of [
      heard.signature?.toUpperCase(),
      `  ${heard.signature}`,
      heard.signature?.replace("sha", "SHA"),
    ]) {
      const again = hooks.take(id, { ...heard, signature: written ?? null });
      await expect(again).rejects.toMatchObject({ code: "conflict", facts: { reason: "replayed" } });
    }
    expect(started).toHaveLength(1);
  });

  it("that is off, is no hook or was deleted starts nothing", async () => {
    const { take } = await setUp({ enabled: false });
    await expect(take({})).rejects.toMatchObject({ code: "not_allowed" });
    const { hooks, call, store } = await setUp();
    await expect(hooks.take("nothing", call({}))).rejects.toMatchObject({ code: "not_found" });
    const other = await store.add({ kind: "spare", workflowId: "w1", enabled: true, repeat: false });
    await expect(hooks.take(other.id, call({}))).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(["{ half", '{"__proto__":1}'])("refuses a body that is no safe JSON: %s", async (body) => {
    const { take } = await setUp();
    await expect(take(body)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("takes an access key in the place of a signature, and spends within it", async () => {
    const { take, started } = await setUp();
    const key = { name: "CI", accounts: ["home"] };
    const delivery = await take({}, { signature: null, timestamp: null, key });
    expect(delivery).toMatchObject({ from: "key", run: "r1" });
    expect(started[0]?.through.accounts).toEqual(["home"]);
  });

  it("is opened by keys of who made it alone: it runs as them", async () => {
    const { take } = await setUp({ by: "ada" });
    const of = (person: string) => take({}, { signature: null, timestamp: null, key: { name: "CI", person } });
    await expect(of("ben")).rejects.toMatchObject({ code: "not_allowed" });
    await of("ada");
  });

  it("waits after sixty calls in a minute, and says how long", async () => {
    const { take, clock, started } = await setUp();
    for (let calls = 0; calls < 60; calls++) {
      await take({ calls });
      clock.ms += 100;
    }
    await expect(take({})).rejects.toMatchObject({ code: "rate_limited", facts: { retryAfterMs: 54_000 } });
    clock.ms += 54_000;
    await take({});
    expect(started).toHaveLength(61);
  });

  it("does not look at more than twenty wrong calls of one network, while right ones of it open", async () => {
    const { take } = await setUp();
    const fail = () => take({}, { signature: "sha256=00" }).catch((error) => error);
    for (let calls = 0; calls < 20; calls++) expect(await fail()).toMatchObject({ code: "login_required" });
    expect(await fail()).toMatchObject({ code: "rate_limited" });
    await take({});
  });
});

describe("an idempotency key", () => {
  const idempotencyKey = "order-1";

  it("gives the same run for the same body, also to the very same call", async () => {
    const { take, call, hooks, id, started, clock } = await setUp();
    const first = call({ topic: "owls" }, { idempotencyKey });
    expect(await hooks.take(id, first)).toMatchObject({ run: "r1" });
    expect(await hooks.take(id, first)).toMatchObject({ run: "r1" });
    clock.ms += 23 * 3_600_000;
    expect(await take({ topic: "owls" }, { idempotencyKey })).toMatchObject({ run: "r1" });
    expect(started).toHaveLength(1);
  });

  it("is a conflict with another body", async () => {
    const { take } = await setUp();
    await take({ topic: "owls" }, { idempotencyKey });
    const other = take({ topic: "mice" }, { idempotencyKey });
    await expect(other).rejects.toMatchObject({ code: "conflict", facts: { reason: "other_body" } });
  });

  it("is forgotten after a day", async () => {
    const { take, clock, started, states, id } = await setUp();
    await take({}, { idempotencyKey });
    clock.ms += 24 * 3_600_000 + 1;
    expect(await take({}, { idempotencyKey })).toMatchObject({ run: "r2" });
    expect(started).toHaveLength(2);
    expect((await states.read(id)).keys).toHaveLength(1);
  });

  it("holds when many send it at one time, to several processes", async () => {
    const bench = await setUp();
    const all = [bench.hooks, createHooks(bench.another()), createHooks(bench.another())];
    const sent = bench.call({ topic: "owls" }, { idempotencyKey });
    const runs = await Promise.all([...all, ...all].map((hooks) => hooks.take(bench.id, sent)));
    expect(new Set(runs.map(({ run }) => run))).toEqual(new Set(["r1"]));
    expect(bench.started).toHaveLength(1);
  });

  it("holds for longer than deliveries are kept", async () => {
    const { take, clock, started } = await setUp();
    await take({ first: true }, { idempotencyKey });
    for (let calls = 0; calls < 55; calls++) {
      clock.ms += 2000;
      await take({ calls });
    }
    expect(await take({ first: true }, { idempotencyKey })).toMatchObject({ run: "r1" });
    expect(started).toHaveLength(56);
  });

  it("is free again where the call was refused, so that it can be sent again as it is", async () => {
    const { call, hooks, id, runs, started, states } = await setUp();
    runs.requirePayers = () => Promise.reject(new AppError("plan_use_off", "Not while nobody watches."));
    const sent = call({}, { idempotencyKey });
    await expect(hooks.take(id, sent)).rejects.toMatchObject({ code: "plan_use_off" });
    expect((await states.read(id)).deliveries).toMatchObject([{ outcome: "refused", error: { code: "plan_use_off" } }]);
    runs.requirePayers = async () => undefined;
    expect(await hooks.take(id, sent)).toMatchObject({ run: "r1" });
    expect(started).toHaveLength(1);
  });

  /** As a process leaves it that was killed while it started the run. */
  async function killed({ states, id, clock }: Awaited<ReturnType<typeof setUp>>, body: Uint8Array): Promise<void> {
    await states.change(id, (state) => {
      const at = new Date(clock.ms).toISOString();
      const until = new Date(clock.ms + 3_600_000).toISOString();
      addDelivery(state, { id: "d1", at, from: "signature", outcome: "starting" });
      state.keys.push({ key: digestOf(idempotencyKey), body: digestOf(body), until, delivery: "d1" });
    });
  }

  it("gives the run of a process that was killed right after it began", async () => {
    const bench = await setUp();
    const sent = bench.call({}, { idempotencyKey });
    await bench.runs.start(testWorkflow, { inputs: {}, through: { kind: "hook", id: bench.id } });
    await killed(bench, sent.body);
    expect(await bench.hooks.take(bench.id, sent)).toMatchObject({ id: "d1", run: "r1" });
    expect(bench.started).toHaveLength(1);
  });

  it("starts what a process was killed over before it began, and tells of both", async () => {
    const bench = await setUp();
    const sent = bench.call({}, { idempotencyKey });
    await killed(bench, sent.body);
    expect(await bench.hooks.take(bench.id, sent)).toMatchObject({ run: "r1" });
    expect(await bench.hooks.take(bench.id, sent)).toMatchObject({ run: "r1" });
    const { deliveries } = await bench.states.read(bench.id);
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(["started", "lost"]);
  });
});

describe("an answer", () => {
  it("waits for the end of the run, and holds what it gave and what went wrong", async () => {
    const { hooks, id, take, end } = await setUp();
    const { run } = await take({});
    const signal = new AbortController().signal;
    expect(await hooks.answer(id, run, 0, signal)).toEqual({
      id: "r1",
      status: "running",
      events: "/api/runs/r1/events",
    });
    const error = { code: "timeout", message: "It took too long." };
    end("r1", "failed", { Report: "half" }, [
      { seq: 1, at: "", type: "node-error", node: "n1", error },
      { seq: 2, at: "", type: "node-start", node: "n1", attempt: 2 },
      { seq: 3, at: "", type: "node-error", node: "n2", error },
    ]);
    expect(await hooks.answer(id, run, 1000, signal)).toEqual({
      ...{ id: "r1", status: "failed", outputs: { Report: "half" } },
      problems: [{ node: "n2", ...error }],
    });
  });

  it("of a run that waits for a plan says so", async () => {
    const { hooks, id, take, end } = await setUp();
    const { run } = await take({});
    end("r1", "parked");
    const answer = await hooks.answer(id, run, 1000, new AbortController().signal);
    expect(answer).toMatchObject({ id: "r1", status: "parked" });
  });
});
