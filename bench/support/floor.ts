import { setTimeout as sleep } from "node:timers/promises";
import type { Contender } from "./contender";

/** The same work by promises alone. */
export const floor: Contender = {
  chain: (count) => async () => {
    let value = Promise.resolve("x");
    for (let index = 0; index < count; index++) value = value.then((text) => [text].join(""));
    return value;
  },
  fan: (calls, callMs) => async () => {
    const answers = await Promise.all(Array.from({ length: calls }, () => sleep(callMs, "x")));
    return answers.length;
  },
};
