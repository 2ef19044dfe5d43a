import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSessionWatch } from "./sessionWatch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const session = (id: string) => ({ id, expiresAt: "2026-11-21T12:00:00Z" });

function setUp() {
  let open = ["a", "b"];
  let looks = 0;
  let isBroken = false;
  const ended: string[] = [];
  const watch = createSessionWatch(async (ids) => {
    looks++;
    if (isBroken) throw new Error("unreadable");
    return open.filter((id) => ids.includes(id));
  });
  return {
    ended,
    end: watch.end,
    add: (id: string) => watch.add(session(id), () => ended.push(id)),
    looks: () => looks,
    leaveOpen: (...ids: string[]) => {
      open = ids;
    },
    setBroken: (to: boolean) => {
      isBroken = to;
    },
    pass: () => vi.advanceTimersByTimeAsync(5000),
  };
}

test("ends at once, and once, what belongs to a session that is ended here", () => {
  const { ended, end, add } = setUp();
  add("a");
  add("b");
  add("a");
  end(["a", "x"]);
  end(["a"]);
  expect(ended).toEqual(["a", "a"]);
});

test("notices within five seconds what was ended elsewhere or ran out", async () => {
  const { ended, add, leaveOpen, pass } = setUp();
  add("a");
  add("b");
  await pass();
  expect(ended).toEqual([]);
  leaveOpen("b");
  await pass();
  expect(ended).toEqual(["a"]);
});

test("ends nothing while the sessions cannot be read", async () => {
  const { ended, add, leaveOpen, setBroken, pass } = setUp();
  add("a");
  leaveOpen();
  setBroken(true);
  await pass();
  expect(ended).toEqual([]);
  setBroken(false);
  await pass();
  expect(ended).toEqual(["a"]);
});

test("looks as long as something is watched, and again later", async () => {
  const { ended, end, add, looks, pass } = setUp();
  const [stopA, stopB] = [add("a"), add("b")];
  await pass();
  expect(looks()).toBe(1);
  stopA();
  await pass();
  expect(looks()).toBe(2);
  stopB();
  end(["a", "b"]);
  await pass();
  expect(looks()).toBe(2);
  add("gone");
  await pass();
  expect([looks(), ended]).toEqual([3, ["gone"]]);
});
