import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answering } from "@/lib/engine/testRun";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunClaim, RunClaims } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { testClaims } from "./testClaims";
import { listWorkflow, runServiceIn, until, watch } from "./testRunService";

const ITEMS = ["owl", "fox", "hen"];

/** Claims that can be lost, and asked to stop; tells how they were let go. */
function loseableClaims() {
  const lost = new AbortController();
  const stop = new AbortController();
  const ends: string[] = [];
  const inMemory = testClaims();
  const telling = (name: "release" | "handOver", claim: RunClaim) => () => {
    ends.push(name);
    return claim[name]();
  };
  const claims: RunClaims = {
    ...inMemory,
    claim: async (id) => {
      const claim = await inMemory.claim(id);
      if (claim === undefined) return undefined;
      const ways = {
        release: telling("release", claim),
        handOver: telling("handOver", claim),
        giveBack: claim.giveBack,
      };
      return { ...ways, receive: claim.receive, lost: lost.signal, stop: stop.signal };
    },
  };
  return { claims, lost, stop, ends };
}

/** A service whose second answer never comes. */
async function atSecondItem(
  claims: RunClaims,
  directory: string,
  journal = createFileRunJournal(join(directory, "runs")),
) {
  const aborted: string[] = [];
  const runs = runServiceIn(directory, {
    claims,
    journal,
    callLlm: (call, signal) => {
      const answer = async (text: string) => {
        if (text === "owl") return text;
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        aborted.push(text);
        return text;
      };
      return answering(answer)(call, signal);
    },
  });
  const { id } = await runs.start(listWorkflow(ITEMS, { maxParallel: 2 }));
  await until(runs, id, "node-item");
  return { runs, id, aborted };
}

describe("a run at work", () => {
  it("stops without an end when its claim is lost, and sends its readers on, who are told of no failure", async () => {
    const directory = await testDirectory();
    const { claims, lost, ends } = loseableClaims();
    const { runs, id, aborted } = await atSecondItem(claims, directory);
    const seen = watch(runs, id);
    lost.abort();
    const events = await seen;
    expect(events.some(({ type }) => type === "run-end" || type === "node-error")).toBe(false);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    expect(await watch(runServiceIn(directory), id)).toEqual(events);
    expect(ends).toEqual(["handOver"]);
    expect(aborted).not.toEqual([]);
  });

  it("takes a refused append for the loss that it is", async () => {
    const directory = await testDirectory();
    const { claims, lost } = loseableClaims();
    const files = createFileRunJournal(join(directory, "runs"));
    let isTaken = false;
    const append: typeof files.append = (...args) => {
      if (!isTaken) return files.append(...args);
      lost.abort();
      return Promise.reject(new AppError("conflict", "Another process works on this run now."));
    };
    const { runs, id } = await atSecondItem(claims, directory, { ...files, append });
    const seen = watch(runs, id);
    isTaken = true;
    // What it has to say then is refused.
    await runs.cancel(id).catch(() => undefined);
    expect((await seen).at(-1)?.type).not.toBe("run-end");
  });

  it("is stopped where another process asks for it", async () => {
    const { claims, stop, ends } = loseableClaims();
    const { runs, id } = await atSecondItem(claims, await testDirectory());
    const seen = watch(runs, id);
    stop.abort();
    expect((await seen).at(-1)).toMatchObject({ type: "run-end", status: "cancelled" });
    expect(ends).toEqual(["release"]);
  });

  it("is left to others by a process that ends, with what was finished, and goes on from there", async () => {
    const directory = await testDirectory();
    const { claims, ends } = loseableClaims();
    const { runs, id } = await atSecondItem(claims, directory);
    await runs.leave();
    expect(ends).toEqual(["handOver"]);
    const sent: string[] = [];
    const next = runServiceIn(directory, {
      callLlm: answering((text) => {
        sent.push(text);
        return text;
      }),
    });
    await next.recovery.afterStart();
    expect((await watch(next, id)).at(-1)).toMatchObject({ status: "completed", outputs: { o: ITEMS } });
    expect(sent.sort()).toEqual(["fox", "hen"]);
  });
});
