import { expect, it } from "vitest";
import { createLockSession } from "./lockSession";

it("a session that cannot show its sign is closed, and the next one is another", async () => {
  const open = new Set<number>();
  let count = 0;
  const connect = async () => {
    const number = ++count;
    open.add(number);
    return {
      query: async <R extends object>(text: string): Promise<R[]> => {
        if (number === 1 && text.includes("lock_shared")) throw new Error("it takes too long");
        return [];
      },
      onNotification: () => {},
      close: async () => void open.delete(number),
    };
  };
  const session = createLockSession({ connect }, { sign: "life of x" });
  await expect(session.open()).rejects.toThrow("it takes too long");
  await session.open();
  expect([...open]).toEqual([2]);
});
