import type { NodeWork } from "@/lib/nodes/nodeKind";
import { splitText } from "./splitText";
import type { Workers } from "./workers";

/** Below this many characters a text is split at once: it takes less time than a thread takes to begin. */
const SHORT = 20_000;

const splitLimits = {
  timeoutMs: 60_000,
  tooMuch: "This text is too large to be split into items. Split it into several files, or leave out columns.",
};
const patternLimits = {
  timeoutMs: 5000,
  tooMuch: "The pattern takes too much work on this text. Use a simpler one, or a shorter text.",
};

/** What nodes do with texts of other people, in threads with limits. */
export function createNodeWork(workers: Workers): NodeWork {
  return {
    split: (text, as, signal) => {
      // An own generator either way: what it throws, it throws where it is read.
      if (text.length < SHORT && as.as !== "csv") return splitHere({ ...as, text });
      return workers.parts("splitText", { ...as, text }, { ...splitLimits, signal });
    },
    matches: (pattern, text, signal) => workers.one("patternFound", { pattern, text }, { ...patternLimits, signal }),
  };
}

async function* splitHere(input: Parameters<typeof splitText>[0]) {
  yield* splitText(input);
}
