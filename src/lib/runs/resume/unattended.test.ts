import { describe, expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { AppError, type ErrorCode } from "@/types/errors";
import { createUnattendedCheck } from "./unattended";

const refusals: Record<string, ErrorCode> = { mine: "plan_use_off", gone: "not_found", broken: "storage_failed" };

function check(...accounts: (string | undefined)[]) {
  const asked: (string | undefined)[] = [];
  const mayRun = createUnattendedCheck(async (account) => {
    asked.push(account);
    const code = refusals[account ?? ""];
    if (code !== undefined) throw new AppError(code, "No.");
  });
  const nodes = accounts.map((account, index) => llm(`m${index}`, { provider: "openai-auth", account }));
  return { asked, answer: mayRun([node("p", "prompt", { text: "x" }), llm("key"), ...nodes]) };
}

describe("the check of runs that nobody watches", () => {
  it("asks once for each account that nodes name, and lets them go on when all allow it", async () => {
    const { asked, answer } = check(undefined, "ours", "ours");
    expect(await answer).toBe(true);
    expect(asked).toEqual([undefined, "ours"]);
  });

  it("holds a run back when one account has not allowed it", async () => {
    expect(await check("ours", "mine").answer).toBe(false);
  });

  it("lets a run go on whose account is gone, so that its nodes tell", async () => {
    expect(await check("gone").answer).toBe(true);
    await expect(check("broken").answer).rejects.toMatchObject({ code: "storage_failed" });
  });
});
