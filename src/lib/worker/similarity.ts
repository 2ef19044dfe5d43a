import { similarityOf } from "@/lib/nodes/scores/similarity";

/** How far two texts are alike, from 0 to 1. */
export function* similarity({ a, b }: { a: string; b: string }): Generator<number> {
  yield similarityOf(a, b);
}
