import type { NodeWork } from "@/lib/nodes/nodeKind";
import { similarityOf } from "@/lib/nodes/scores/similarity";
import { rememberDocuments } from "./recentDocuments";
import { createSchemaCheck } from "./schemaCheck";
import { splitText } from "./splitText";
import type { Workers } from "./workers";

/** Below this many characters texts are worked on at once: it takes less time than a thread takes to begin. */
const SHORT = 20_000;

const splitLimits = {
  timeoutMs: 60_000,
  tooMuch: "This text is too large to be split into items. Split it into several files, or leave out columns.",
};
const patternLimits = {
  timeoutMs: 5000,
  tooMuch: "The pattern takes too much work on this text. Use a simpler one, or a shorter text.",
};
/** Of the clock; the sandbox counts its own time of work, and ends most scripts itself. */
const scriptLimits = {
  timeoutMs: 15_000,
  tooMuch: "The code takes too much time or memory. Give it less, or write it with fewer loops.",
};
const similarityLimits = {
  timeoutMs: 10_000,
  tooMuch: "These texts are too long to be compared. Compare parts of them.",
};
const documentLimits = {
  timeoutMs: 60_000,
  tooMuch: "This document takes too much time or memory to read. Split it into several files.",
};
/** Of pages that are painted one by one. */
const pictureLimits = { ...documentLimits, timeoutMs: 300_000 };

/**
 * What nodes do with texts of other people, in threads with limits. Documents take long: with workers of their own they
 * hold up nothing else.
 */
export function createNodeWork(workers: Workers, documentWorkers = workers): NodeWork {
  return {
    split: (text, as, signal) => {
      // An own generator either way: what it throws, it throws where it is read.
      if (text.length < SHORT && as.as !== "csv") return splitHere({ ...as, text });
      return workers.parts("splitText", { ...as, text }, { ...splitLimits, signal });
    },
    matches: (pattern, text, signal) => workers.one("patternFound", { pattern, text }, { ...patternLimits, signal }),
    schemaFault: createSchemaCheck(workers).faultOf,
    checkScript: async (code, signal) => {
      await workers.one("runScript", { code }, { ...scriptLimits, signal });
    },
    runScript: (code, given, signal) => workers.one("runScript", { code, given }, { ...scriptLimits, signal }),
    similarity: async (a, b, signal) => {
      if (a.length + b.length < SHORT) return similarityOf(a, b);
      return workers.one("similarity", { a, b }, { ...similarityLimits, signal });
    },
    readDocument: rememberDocuments((bytes, { scans }, signal) =>
      documentWorkers.parts(
        "readDocument",
        { bytes, scans },
        { ...(scans === "pictures" ? pictureLimits : documentLimits), signal },
      ),
    ),
  };
}

async function* splitHere(input: Parameters<typeof splitText>[0]) {
  yield* splitText(input);
}
