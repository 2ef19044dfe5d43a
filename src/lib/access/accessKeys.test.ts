import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { CreateAccessKey } from "@/types/access";
import { createAccessKeys } from "./accessKeys";

const input: CreateAccessKey = { name: "Laptop", scopes: ["v1"] };
const from = "192.0.2.7";
const wrong = "Bearer pb_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async function setUp(clock = { ms: Date.parse("2026-11-01T10:00:00Z") }) {
  const texts = createFileTextStore(await testDirectory());
  const bugs: unknown[] = [];
  const make = () => createAccessKeys({ texts, now: () => clock.ms, reportBug: (error) => bugs.push(error) });
  return { texts, clock, bugs, keys: make(), others: make() };
}

describe("an access key", () => {
  it("opens in every process from the moment it is made, and in none once it is revoked", async () => {
    const { keys, others } = await setUp();
    const { key, id } = await keys.create(input);
    expect(key).toMatch(/^pb_[A-Za-z0-9_-]{43}$/);
    expect(await others.find(`Bearer ${key}`, from)).toMatchObject({ id, name: "Laptop", scopes: ["v1"] });
    await others.revoke(id);
    await expect(keys.find(`Bearer ${key}`, from)).rejects.toMatchObject({ code: "login_required" });
    await expect(keys.revoke(id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is nowhere in what is kept and listed, but its last four characters", async () => {
    const { keys, texts } = await setUp();
    const { key } = await keys.create(input);
    const kept = (await texts.text("access-keys").read())?.text ?? "";
    expect(kept).toContain("sha256");
    for (const text of [kept, JSON.stringify(await keys.list())]) expect(text).not.toContain(key.slice(3));
    expect((await keys.list())[0]).toMatchObject({ lastFour: key.slice(-4) });
  });

  it("ends what lasts longer than its request as it is revoked", async () => {
    const { keys } = await setUp();
    const [{ id }, other] = [await keys.create(input), await keys.create(input)];
    const ended: string[] = [];
    for (const one of [id, other.id]) keys.watch(one, () => ended.push(one));
    const leave = keys.watch(id, () => expect.unreachable("nobody watches this one any more"));
    leave();
    await keys.revoke(id);
    expect(ended).toEqual([id]);
    await keys.revoke(other.id);
  });

  it("ends what lasts longer than its request once its person is switched off", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { texts } = await setUp();
    const active = new Set(["ada", "ben"]);
    const isActive = async (person: string) => active.has(person);
    const keys = createAccessKeys({ texts, isActive, reportBug: () => undefined });
    const ended: string[] = [];
    for (const person of [...active, undefined]) {
      const { id } = await keys.create(input, person);
      onTestFinished(keys.watch(id, () => ended.push(person ?? "nobody")));
    }
    active.delete("ben");
    vi.advanceTimersByTime(5000);
    await expect.poll(() => ended).toEqual(["ben"]);
  });

  it("opens until it expires, and says then that it has", async () => {
    const { keys, clock } = await setUp();
    const { key } = await keys.create({ ...input, expiresAt: "2026-11-01T12:00:00+01:00" });
    await keys.find(`Bearer ${key}`, from);
    clock.ms = Date.parse("2026-11-01T11:00:00Z");
    await expect(keys.find(`Bearer ${key}`, from)).rejects.toThrow("has expired");
    const late = keys.create({ ...input, expiresAt: "2026-11-01T10:59:59Z" });
    await expect(late).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("says when it was used last, to the minute", async () => {
    const { keys, clock, bugs } = await setUp();
    const { key } = await keys.create(input);
    const uses = async () => {
      await keys.find(`Bearer ${key}`, from);
      return (await keys.list())[0]?.lastUsedAt;
    };
    expect(await uses()).toBe("2026-11-01T10:00:00.000Z");
    clock.ms += 59_000;
    expect(await uses()).toBe("2026-11-01T10:00:00.000Z");
    clock.ms += 1000;
    expect(await uses()).toBe("2026-11-01T10:01:00.000Z");
    expect(bugs).toEqual([]);
  });

  it("of a person is seen and revoked by that person", async () => {
    const { keys } = await setUp();
    const { id } = await keys.create(input, "ada");
    await keys.create({ ...input, name: "Phone" }, "ben");
    expect((await keys.list("ada")).map(({ name }) => name)).toEqual(["Laptop"]);
    expect((await keys.list()).map(({ name }) => name)).toEqual(["Phone", "Laptop"]);
    await expect(keys.revoke(id, "ben")).rejects.toMatchObject({ code: "not_found" });
    await keys.revoke(id, "ada");
  });
});

describe("a wrong access key", () => {
  it.each([[null], ["Basic cGF0Y2g6YmF5"], ["Bearer"], [wrong]])("opens nothing: %s", async (authorization) => {
    const { keys } = await setUp();
    await keys.create(input);
    await expect(keys.find(authorization, from)).rejects.toMatchObject({ code: "login_required" });
  });

  it("is not looked at any more after twenty of one network, while right ones of it open", async () => {
    const { keys, clock } = await setUp();
    const { key } = await keys.create(input);
    const fail = (address: string) => keys.find(wrong, address).catch((error) => error);
    for (let tries = 0; tries < 20; tries++) expect(await fail(from)).toMatchObject({ code: "login_required" });
    expect(await fail(from)).toMatchObject({ code: "rate_limited", facts: { retryAfterMs: 300_000 } });
    expect(await fail("192.0.2.8")).toMatchObject({ code: "login_required" });
    await keys.find(`Bearer ${key}`, from);
    clock.ms += 300_000;
    expect(await fail(from)).toMatchObject({ code: "login_required" });
  });
});
