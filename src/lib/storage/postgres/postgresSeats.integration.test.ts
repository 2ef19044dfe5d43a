import { expect, it } from "vitest";
import { createGate } from "@/lib/limits/gate";
import { createPostgresSeats } from "./postgresSeats";
import { testDatabase } from "./testDatabase";

const never = new AbortController().signal;
const cutLockSessions = `
  SELECT pg_terminate_backend(pid) FROM pg_locks
  WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

it("processes that share a gate have no more calls at work together than it allows, and leave none out", async () => {
  const database = await testDatabase();
  // Each has a session of its own, as processes do.
  const gates = Array.from({ length: 4 }, () =>
    createGate({ maxParallel: 3, now: () => 0, seats: createPostgresSeats(database)("account a") }),
  );
  let atWork = 0;
  let most = 0;
  const call = async (gate: (typeof gates)[number]) => {
    const turn = gate.join();
    await turn.ready;
    most = Math.max(most, ++atWork);
    await database.query("SELECT pg_sleep(0.005)");
    atWork--;
    turn.leave();
  };
  await Promise.all(gates.flatMap((gate) => Array.from({ length: 8 }, () => call(gate))));
  expect(most).toBe(3);
});

it("a process whose connection breaks in the middle of its calls has their places again before others can", async () => {
  const database = await testDatabase();
  const [first, second] = [1, 2].map(() => createPostgresSeats(database)("key k"));
  const free = await first?.take(1, () => undefined, never);
  await database.query(cutLockSessions);
  // A look of its own, as each call has, finds the place taken again.
  const other = await first?.take(2, () => undefined, never);
  const gaveUp = new AbortController();
  const waits = second?.take(1, () => gaveUp.abort(), gaveUp.signal);
  await expect(waits).rejects.toThrow();
  free?.();
  other?.();
  (await second?.take(1, () => undefined, never))?.();
});
