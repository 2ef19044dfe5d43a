import { readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runClaimsContract } from "@/lib/storage/contract/runClaimsContract";
import { type JournalPlace, type OpenJournals, runJournalContract } from "@/lib/storage/contract/runJournalContract";
import type { RunClaims } from "@/lib/storage/ports";
import type { RunEventBody } from "@/types/run";
import { createFileRunJournal } from "./fileRunJournal";
import { createFileRuns } from "./fileRuns";
import { testDirectory } from "./testDirectory";

const open: OpenJournals = async (now) => {
  const directory = await testDirectory();
  const process = () => lettingGo(createFileRuns(directory, now));
  return { ours: process(), theirs: process() };
};

/** Runs that are let go of at the end of the test. */
function lettingGo({ journal, claims }: JournalPlace): JournalPlace {
  const claim: RunClaims["claim"] = async (runId) => {
    const claimed = await claims.claim(runId);
    onTestFinished(() => claimed?.release());
    return claimed;
  };
  return { journal, claims: { ...claims, claim } };
}

runJournalContract("files", open);
runClaimsContract("files", open);

const asked: RunEventBody = { type: "node-queue", node: "n" };
const end: RunEventBody = { type: "run-end", status: "completed", outputs: {} };

/** Journals that this process has open. */
async function openIn(directory: string): Promise<string[]> {
  const fds = await readdir("/proc/self/fd");
  const paths = await Promise.all(fds.map((fd) => readlink(join("/proc/self/fd", fd)).catch(() => "")));
  return paths.filter((path) => path.startsWith(directory) && path.endsWith(".jsonl"));
}

/** Linux alone tells what is open. */
const onLinux = it.skipIf(process.platform !== "linux");

onLinux("keeps a journal open while its run is claimed, and until it ends", async () => {
  const directory = await testDirectory();
  const { journal, claims } = lettingGo(createFileRuns(directory));
  for (const letGo of ["release", "handOver", "giveBack"] as const) {
    const claim = await claims.claim(letGo);
    await journal.append(letGo, [asked]);
    await journal.append(letGo, [asked]);
    expect(await openIn(directory)).toEqual([join(directory, letGo, "events.jsonl")]);
    await claim?.[letGo]();
    expect(await openIn(directory)).toEqual([]);
  }
  await claims.claim("ended");
  await journal.append("ended", [asked, end]);
  expect(await openIn(directory)).toEqual([]);
});

onLinux("leaves no journal open that it has no claim on, nor one that goes or cannot be written", async () => {
  const directory = await testDirectory();
  const alone = createFileRunJournal(directory);
  const written = await Promise.all(["a", "a", "b"].map((id) => alone.append(id, [asked])));
  expect(written.map(([event]) => event?.seq)).toEqual([1, 2, 1]);
  expect(await openIn(directory)).toEqual([]);
  const { journal, claims } = lettingGo(createFileRuns(directory));
  await claims.claim("a");
  await journal.append("a", [asked]);
  const circle: Record<string, unknown> = {};
  circle.itself = circle;
  await expect(journal.append("a", [{ ...asked, ...circle } as RunEventBody])).rejects.toThrow();
  expect(await openIn(directory)).toEqual([]);
  expect(await journal.append("a", [asked])).toMatchObject([{ seq: 4 }]);
  await journal.remove("a");
  expect(await openIn(directory)).toEqual([]);
});

onLinux("closes a journal that a reader leaves before its end", async () => {
  const directory = await testDirectory();
  const { journal } = createFileRuns(directory);
  await journal.append(
    "r",
    Array.from({ length: 5000 }, () => asked),
  );
  for await (const { events } of journal.readFrom("r", 0)) {
    expect(events.length).toBeLessThan(5000);
    break;
  }
  await expect.poll(() => openIn(directory)).toEqual([]);
});
