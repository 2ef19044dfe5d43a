/** Something that runs graphs, measured like all others. Building a graph is not part of what is measured. */
export interface Contender {
  /** Runs a chain of `count` nodes that pass "x" on; gives what comes out at its end. */
  chain(count: number): () => Promise<unknown>;
  /** Runs `calls` calls that wait `callMs` each, drawn side by side; gives how many have answered. */
  fan(calls: number, callMs: number): () => Promise<number>;
}

export type ContenderName = "patchbay" | "floor" | "rivet" | "langGraph";

export type Task = { is: "chain"; count: number; repeats: number } | { is: "fan"; calls: number; callMs: number };

/** CPU of the whole task in microseconds, and how long it took; or why there is none. */
export type Measured = { cpu: number; ms: number } | { failure: string };
