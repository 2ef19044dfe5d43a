import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { OperationView } from "@/types/health";
import { createHealth } from "./health";

const fine: OperationView = {
  database: { status: "ok", latencyMs: 1 },
  queue: { waiting: 0, running: 1 },
  workers: [],
};
const away = { database: { status: "away" } };

function healthOf(look: () => Promise<OperationView>) {
  const bugs: unknown[] = [];
  return { health: createHealth({ operation: { look }, reportBug: (bug) => bugs.push(bug), timeoutMs: 20 }), bugs };
}

it("says nothing where one process has all to itself", async () => {
  expect(await createHealth({ reportBug: String })()).toEqual({});
});

it("asks the database once for all who ask meanwhile, and again for those who come later", async () => {
  let asked = 0;
  const { health } = healthOf(async () => {
    asked++;
    return fine;
  });
  expect(await Promise.all([health(), health(), health()])).toEqual([fine, fine, fine]);
  expect(asked).toBe(1);
  await health();
  expect(asked).toBe(2);
});

it("tells of a database that does not answer in time, or refuses, that it is away", async () => {
  const never = healthOf(() => new Promise(() => {}));
  expect(await never.health()).toEqual(away);
  const refused = healthOf(() => Promise.reject(new AppError("storage_failed", "It is away.")));
  expect(await refused.health()).toEqual(away);
  expect([...never.bugs, ...refused.bugs]).toEqual([]);
});

it("never throws, and reports a bug", async () => {
  const bug = new TypeError("a bug");
  const { health, bugs } = healthOf(() => Promise.reject(bug));
  expect(await health()).toEqual(away);
  expect(bugs).toEqual([bug]);
});
