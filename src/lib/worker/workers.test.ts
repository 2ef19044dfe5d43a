import { describe, expect, it } from "vitest";
import { createWorkers } from "./workers";

const limits = { timeoutMs: 20_000, tooMuch: "That is too much." };
const endless = { schema: { pattern: "^(a+)+$" }, value: `${"a".repeat(60)}!` };
const quick = { schema: { type: "string" }, value: 1 };

describe("work in threads", () => {
  it("leaves the process free meanwhile, and ends what takes too long in words of its own", async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    const work = createWorkers().one("schemaFault", endless, { ...limits, timeoutMs: 200 });
    await expect(work).rejects.toMatchObject({ code: "too_large", message: "That is too much." });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(5);
  });

  it("stops at an abort after the thread has begun", async () => {
    const leaving = new AbortController();
    const work = createWorkers().one("schemaFault", endless, { ...limits, signal: leaving.signal });
    setTimeout(() => leaving.abort(), 300);
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
  });

  it("goes on with the next task after one was ended", async () => {
    const workers = createWorkers({ threads: 1 });
    const ended = workers.one("schemaFault", endless, { ...limits, timeoutMs: 100 });
    const next = workers.one("schemaFault", quick, limits);
    await expect(ended).rejects.toThrow("too much");
    await expect(next).resolves.toMatch(/type/);
  });

  it("stops at an abort, at work or waiting for a thread", async () => {
    const workers = createWorkers({ threads: 1 });
    const leaving = new AbortController();
    const atWork = workers.one("schemaFault", endless, { ...limits, signal: leaving.signal });
    const waiting = workers.one("schemaFault", quick, { ...limits, signal: leaving.signal });
    const patient = workers.one("schemaFault", quick, limits);
    const stopped = Promise.allSettled([atWork, waiting]);
    leaving.abort();
    for (const result of await stopped) expect(result).toMatchObject({ reason: { name: "AbortError" } });
    await expect(patient).resolves.toMatch(/type/);
  });

  it("ends a task whose memory grows without end, and lives", async () => {
    const workers = createWorkers({ memoryMb: 32 });
    const heavy = { schema: { uniqueItems: true }, value: Array.from({ length: 1_000_000 }, (_, at) => ({ at })) };
    await expect(workers.one("schemaFault", heavy, limits)).rejects.toMatchObject({ code: "too_large" });
    await expect(workers.one("schemaFault", quick, limits)).resolves.toMatch(/type/);
  }, 30_000);

  it("keeps a thread for the next task", async () => {
    const workers = createWorkers({ threads: 1 });
    for (let task = 0; task < 50; task++) await workers.one("schemaFault", quick, limits);
    await expect(workers.one("schemaFault", { schema: { $ref: 1 }, value: 1 }, limits)).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(workers.one("schemaFault", quick, limits)).resolves.toMatch(/type/);
  });
});
