import { describe, expect, it } from "vitest";
import { testUsage } from "@/lib/engine/testRun";
import type { CacheStore } from "@/lib/storage/ports";
import type { ResultCacheOptions } from "@/lib/storage/resultCache";

const key = (digit: string) => digit.repeat(64);
const DAY_MS = 86_400_000;

/** A place for kept results that nobody else uses. */
export interface ResultPlace {
  /** The results there, as another process has them. */
  open(options: ResultCacheOptions): CacheStore;
  /** Lays a text down in the place of a kept entry that nobody holds fast, whatever is in it. */
  lay(key: string, text: string): Promise<void>;
  /** What stands there. */
  text(key: string): Promise<string>;
}

/** What every form of `CacheStore` does. */
export function resultCacheContract(form: string, make: () => Promise<ResultPlace>): void {
  describe(`kept results in ${form}`, () => results(make));
  describe(`what people do with kept results in ${form}`, () => changes(make));
}

async function cacheIn(place: ResultPlace, { maxBytes = 1e9, maxAgeMs = DAY_MS } = {}) {
  let nowMs = Date.now();
  const limits = async () => ({ maxBytes, maxAgeMs });
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { cache: place.open({ limits, now: () => nowMs }), place, wait };
}

const result = (text: string) => ({ output: { text }, usage: testUsage });

function results(make: () => Promise<ResultPlace>): void {
  const cacheWith = async ({ place, ...limits }: { place?: ResultPlace; maxBytes?: number; maxAgeMs?: number } = {}) =>
    cacheIn(place ?? (await make()), limits);

  it("gives what was put, also to another process, and nothing under another key", async () => {
    const { cache, place } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    const other = (await cacheWith({ place })).cache;
    expect(await other.get(key("a"))).toEqual(result("hello"));
    expect(await other.get(key("b"))).toBeUndefined();
    expect(await other.get("../../etc/passwd")).toBeUndefined();
  });

  it("makes keys that SHA-256 makes", async () => {
    const { cache } = await cacheWith();
    expect(await cache.digest(["a", "bc"])).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("has nothing where an entry was torn, and takes a new one there", async () => {
    const { cache, place } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    await place.lay(key("a"), '{"key":');
    expect(await cache.get(key("a"))).toBeUndefined();
    await cache.put(key("a"), result("again"));
    expect(await cache.get(key("a"))).toEqual(result("again"));
  });

  it.each(["null", "5", "{}", '{"output":null}', '{"output":{"text":"hi"},"usage":5}'])(
    "has nothing where an entry holds something else: %s",
    async (content) => {
      const { cache, place } = await cacheWith();
      await cache.put(key("a"), result("hello"));
      await place.lay(key("a"), content);
      expect(await cache.get(key("a"))).toBeUndefined();
      await expect(cache.read(key("a"))).rejects.toMatchObject({ code: "not_found" });
      await cache.put(key("a"), result("again"));
      expect(await cache.get(key("a"))).toEqual(result("again"));
    },
  );

  it("uses what the next version has added a field to, and keeps the field when a person changes the words", async () => {
    const { cache, place } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    await place.lay(key("a"), JSON.stringify({ ...JSON.parse(await place.text(key("a"))), seenBy: ["ada"] }));
    expect(await cache.get(key("a"))).toEqual(result("hello"));
    await cache.change(key("a"), { output: { text: "edited" } });
    expect(JSON.parse(await place.text(key("a")))).toMatchObject({ output: { text: "edited" }, seenBy: ["ada"] });
  });

  it("leaves alone what the next version keeps in a form of its own, and says so", async () => {
    const { cache, place } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    const theirs = JSON.stringify({ key: key("a"), format: 2, output: "packed" });
    await place.lay(key("a"), theirs);
    expect(await cache.get(key("a"))).toBeUndefined();
    await cache.put(key("a"), result("again"));
    await expect(cache.read(key("a"))).rejects.toMatchObject({ code: "conflict" });
    await expect(cache.change(key("a"), { pinned: true })).rejects.toThrow("another version");
    expect(await place.text(key("a"))).toBe(theirs);
  });

  it("gives a run that is fresh what was kept since it began, and nothing older", async () => {
    const { cache, wait } = await cacheWith();
    const before = new Date().toISOString();
    wait(1000);
    await cache.put(key("a"), result("hello"));
    const { madeAt } = await cache.read(key("a"));
    const after = new Date(Date.parse(madeAt) + 1).toISOString();
    const ask = (since?: string) => cache.get(key("a"), { pinnedOnly: true, since });
    expect(await ask(before)).toEqual(result("hello"));
    expect(await ask(madeAt)).toEqual(result("hello"));
    expect(await ask(after)).toBeUndefined();
    expect(await ask()).toBeUndefined();
    await cache.change(key("a"), { pinned: true });
    expect(await ask(after)).toEqual(result("hello"));
  });

  it("forgets what was not used for as long as its age limit says, but not what was used meanwhile", async () => {
    const { cache, wait } = await cacheWith();
    await cache.put(key("a"), result("used"));
    await cache.put(key("b"), result("not used"));
    wait(0.7 * DAY_MS);
    expect(await cache.get(key("a"))).toBeDefined();
    wait(0.7 * DAY_MS);
    await cache.sweep();
    expect(await cache.get(key("b"))).toBeUndefined();
    expect(await cache.stats()).toMatchObject({ entries: 1 });
    expect(await cache.get(key("a"))).toBeDefined();
  });

  it("removes what was used longest ago when it grows over its size", async () => {
    const { cache, wait } = await cacheWith({ maxBytes: 1000 });
    for (const digit of ["a", "b", "c"]) await cache.put(key(digit), result("x".repeat(200)));
    for (const digit of ["b", "a", "c"]) {
      wait(DAY_MS / 12);
      await cache.get(key(digit));
    }
    await cache.sweep();
    expect(await cache.get(key("b"))).toBeUndefined();
    expect(await cache.get(key("c"))).toBeDefined();
    expect((await cache.stats()).bytes).toBeLessThanOrEqual(1000);
  });

  it("holds a pinned entry against limits, clearing and new answers, until it is let go", async () => {
    const { cache, wait } = await cacheWith({ maxBytes: 0 });
    await cache.put(key("a"), result("mine"));
    await cache.put(key("b"), result("other"));
    expect(await cache.change(key("a"), { pinned: true })).toMatchObject({ pinned: true, output: { text: "mine" } });
    wait(10 * DAY_MS);
    await cache.sweep();
    await cache.put(key("a"), result("newer"));
    expect(await cache.get(key("a"))).toEqual(result("mine"));
    expect(await cache.get(key("b"))).toBeUndefined();
    expect(await cache.clear()).toEqual({ entries: 0, bytes: 0, pinned: 0 });
    expect(await cache.stats()).toMatchObject({ entries: 1, pinned: 1 });
    await cache.change(key("a"), { pinned: false });
    expect(await cache.clear()).toMatchObject({ entries: 1 });
    await expect(cache.read(key("a"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("gives a run that is to be fresh what is pinned, and nothing else", async () => {
    const { cache } = await cacheWith();
    await cache.put(key("a"), result("mine"));
    await cache.put(key("b"), result("other"));
    await cache.change(key("a"), { pinned: true });
    expect(await cache.get(key("a"), { pinnedOnly: true })).toEqual(result("mine"));
    expect(await cache.get(key("b"), { pinnedOnly: true })).toBeUndefined();
  });

  it("takes other words only for outputs that the result has, and keeps the rest of it", async () => {
    const { cache } = await cacheWith();
    await cache.put(key("a"), { output: { text: "{}", json: {} } });
    await expect(cache.change(key("a"), { output: { txt: "no" } })).rejects.toMatchObject({ code: "invalid_request" });
    expect((await cache.change(key("a"), { output: { text: "yes" } })).output).toEqual({ text: "yes", json: {} });
  });

  it("keeps the sources of words that a person has replaced, without their places in the text", async () => {
    const { cache } = await cacheWith();
    await cache.put(key("a"), {
      output: { text: "Hello", sources: [{ url: "https://a.example/", start: 0, end: 5 }] },
    });
    const { output } = await cache.change(key("a"), { output: { text: "Bye" } });
    expect(output).toEqual({ text: "Bye", sources: [{ url: "https://a.example/" }] });
  });

  it("gives the words that a person put in the place of an answer, and says so", async () => {
    const { cache } = await cacheWith();
    await cache.put(key("a"), result("hello"));
    expect(await cache.change(key("a"), { output: { text: "goodbye" } })).toMatchObject({ pinned: false });
    expect(await cache.get(key("a"))).toEqual(result("goodbye"));
    expect((await cache.read(key("a"))).editedAt).toMatch(/^\d{4}-/);
    expect(await cache.stats()).toMatchObject({ entries: 1, pinned: 0 });
  });
}

function changes(make: () => Promise<ResultPlace>): void {
  const cacheWith = async ({ place }: { place?: ResultPlace } = {}) => cacheIn(place ?? (await make()));
  const withAnswer = async () => {
    const set = await cacheWith();
    await set.cache.put(key("a"), result("the model's"));
    await set.cache.put(key("b"), result("untouched"));
    return set;
  };
  const edit = (text: string) => ({ output: { text } });

  it("keeps what the model gave beside the person's words, however often these change", async () => {
    const { cache } = await withAnswer();
    await cache.change(key("a"), edit("mine"));
    const twice = await cache.change(key("a"), edit("mine again"));
    expect(twice).toMatchObject({ output: { text: "mine again" }, original: { text: "the model's" } });
    expect(twice.editedAt).toBeDefined();
    expect(await cache.get(key("a"))).toEqual(result("mine again"));
  });

  it("gives the model's answer back when asked, and when a person writes the same words", async () => {
    for (const back of [{ original: true } as const, edit("the model's")]) {
      const { cache } = await withAnswer();
      const { editedAt } = await cache.change(key("a"), { ...edit("mine"), pinned: true });
      await cache.change(key("a"), edit("mine again"));
      const entry = await cache.change(key("a"), back);
      expect(entry.editedSince).toBe(editedAt);
      expect(entry).toMatchObject({ output: { text: "the model's" }, pinned: true });
      expect([entry.editedAt, entry.original]).toEqual([undefined, undefined]);
      expect(entry.restoredAt).toBeDefined();
      expect(await cache.get(key("a"))).toEqual(result("the model's"));
    }
  });

  it("says that the model's answer is lost where an earlier version has written over it", async () => {
    const { cache, place } = await withAnswer();
    await place.lay(
      key("a"),
      JSON.stringify({ ...JSON.parse(await place.text(key("a"))), editedAt: "2026-01-01T00:00:00Z" }),
    );
    await expect(cache.change(key("a"), { original: true })).rejects.toMatchObject({ code: "conflict" });
    expect(await cache.change(key("a"), edit("mine"))).not.toHaveProperty("original", expect.anything());
  });

  it("leaves what was never edited as it is when the model's answer is asked for", async () => {
    const { cache } = await withAnswer();
    expect((await cache.change(key("a"), { original: true })).restoredAt).toBeUndefined();
  });

  it("lists those alone that were changed, as long as they are kept so", async () => {
    const { cache, place } = await withAnswer();
    expect(await cache.touched()).toEqual([]);
    await cache.change(key("a"), edit("mine"));
    await cache.change(key("b"), { pinned: true });
    const keys = async () => (await cache.touched()).map((entry) => entry.key).sort();
    expect(await keys()).toEqual([key("a"), key("b")]);
    expect(await (await cacheWith({ place })).cache.touched()).toHaveLength(2);
    await cache.put(key("a"), result("a new one"));
    await cache.change(key("b"), { pinned: false });
    expect(await keys()).toEqual([]);
    expect(await cache.stats()).toMatchObject({ entries: 2 });
  });
}
