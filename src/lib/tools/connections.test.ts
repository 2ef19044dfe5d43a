import { expect, it, vi } from "vitest";
import { AppError } from "@/types/errors";
import type { Connection } from "./connection";
import { createConnections } from "./connections";
import type { ToolProgram } from "./toolServerRecord";

const signal = new AbortController().signal;
const record: ToolProgram = {
  ...{ id: "t", name: "T", enabled: true, generation: 5, updatedAt: "2030-01-01T00:00:00.000Z" },
  ...{ kind: "stdio", command: "x", args: [], env: [] },
};

function setUp({ idleMs = 60_000 } = {}) {
  const opened: { close: ReturnType<typeof vi.fn>; onClosed(): void }[] = [];
  let fails: AppError | undefined;
  let gate: Promise<void> = Promise.resolve();
  const connections = createConnections({
    now: () => 0,
    idleMs,
    connect: async (_, { onClosed, onTools }) => {
      await gate;
      if (fails !== undefined) throw fails;
      const close = vi.fn(async () => {});
      opened.push({ close, onClosed });
      onTools([]);
      return { list: async () => [], call: async () => ({ text: String(opened.length) }), close } satisfies Connection;
    },
  });
  const call = (of = record) => connections.within(of, signal, (it) => it.call("x", {}, { signal }));
  return {
    ...{ connections, opened, call },
    failWith: (error: AppError | undefined) => {
      fails = error;
    },
    holdUp: () => {
      const open = Promise.withResolvers<void>();
      gate = open.promise;
      return open.resolve;
    },
  };
}

it("one that was changed is connected to anew, and who has read the older list uses the newer connection", async () => {
  const { call, opened } = setUp();
  await call();
  await call({ ...record, generation: 6 });
  expect(opened.map(({ close }) => close.mock.calls.length)).toEqual([1, 0]);
  await call(record);
  expect(opened).toHaveLength(2);
});

it("one that nobody needs any more is closed, and connected to again when it is needed", async () => {
  const { call, opened, connections } = setUp({ idleMs: 1 });
  await call();
  await expect.poll(() => opened[0]?.close.mock.calls.length).toBe(1);
  await call();
  expect(opened).toHaveLength(2);
  await connections.close();
  expect(opened[1]?.close).toHaveBeenCalledTimes(1);
});

it("what was being opened while it was closed is closed too, and not used", async () => {
  const { connections, call, opened, holdUp } = setUp();
  const release = holdUp();
  const calling = call();
  await expect.poll(() => connections.known(record).status).toBe("connecting");
  connections.keepOnly([]);
  release();
  await calling;
  await expect.poll(() => opened[0]?.close.mock.calls.length).toBe(1);
  expect(connections.known(record).status).toBe("new");
});

it("who stops waiting for a connection leaves it to the others", async () => {
  const { connections, call, opened, holdUp } = setUp();
  const release = holdUp();
  const gone = new AbortController();
  const leaving = connections.within(record, gone.signal, (it) => it.list());
  const staying = call();
  gone.abort();
  await expect(leaving).rejects.toMatchObject({ name: "AbortError" });
  release();
  expect(await staying).toEqual({ text: "1" });
  expect(opened).toHaveLength(1);
});

it("a wanted sign-in is told as such, and a connection that was lost is not used on", async () => {
  const { connections, call, opened, failWith } = setUp();
  failWith(new AppError("tool_failed", "sign in", { reason: "sign_in" }));
  await expect(call()).rejects.toMatchObject({ facts: { reason: "sign_in" } });
  expect(connections.known(record)).toMatchObject({ status: "sign_in", error: { message: "sign in" } });
  failWith(undefined);
  await connections.tryNow(record);
  expect(connections.known(record).status).toBe("connected");
  opened[0]?.onClosed();
  await call();
  expect(opened).toHaveLength(2);
});
