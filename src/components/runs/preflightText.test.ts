import { describe, expect, it } from "vitest";
import { accountView } from "@/components/testServer";
import { llm, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import type { Preflight } from "@/types/api";
import { preflightText } from "./preflightText";

const now = new Date(2026, 10, 21, 9, 0);
const personal = accountView({ id: "acc_1", name: "Personal", status: "active" });
const payer = { kind: "account", id: "acc_1", provider: "openai-auth", name: "Personal" } as const;
const call = { provider: "openai-auth", account: "acc_1", payer, count: 12, cached: 0, inputTokens: 10 } as const;
const nothing: Preflight = { calls: [], limits: [], warnings: [] };

describe("what a run would cost", () => {
  it("names calls by payer and model, what the cache has, and what is left in each window", () => {
    const windows = [
      { label: "5 h", lengthSeconds: 18_000, usedPercent: 62, resetsAt: new Date(2026, 10, 21, 14, 5).toISOString() },
      { label: "7 d", lengthSeconds: 604_800, usedPercent: 31 },
      { label: "7 d", limit: "Code review", lengthSeconds: 604_800, usedPercent: 5 },
    ];
    const preflight: Preflight = {
      ...nothing,
      calls: [
        { ...call, model: "gpt-6-sol", cached: 3 },
        { ...call, model: "gpt-6-luna", count: 1, inputTokens: 0 },
      ],
      limits: [{ account: "acc_1", windows, usableNow: true }],
    };
    expect(preflightText(preflight, [personal], now).split("\n")).toEqual([
      "12 calls on Personal, gpt-6-sol, about 10 tokens in",
      "1 call on Personal, gpt-6-luna",
      "3 from cache",
      "Personal has left: 38% of 5 h (resets 14:05), 69% of 7 d",
    ]);
  });

  it("says that a plan is used up instead of what is left of it", () => {
    const limited = accountView({ id: "acc_1", name: "Personal", status: "limited" });
    const preflight = { ...nothing, calls: [{ ...call, model: "gpt-6-sol" }] };
    expect(preflightText(preflight, [limited], now)).toContain("The limit of Personal is reached");
  });

  it("names nodes as the canvas does", () => {
    const id = "llmGenerate_a1b2c3d4e5";
    workflowStore.getState().load(workflow([llm(id)]));
    const warnings = [{ code: "depends_on_answer", node: id, message: `How often ${id} runs depends on answers.` }];
    expect(preflightText({ ...nothing, warnings }, [])).toBe("How often LLM runs depends on answers.");
  });

  it("lists what is missing, and counts what would not fit", () => {
    const warnings = Array.from({ length: 7 }, (_, index) => ({ code: "invalid_workflow", message: `Node ${index}` }));
    const lines = preflightText({ ...nothing, warnings }, []).split("\n");
    expect(lines).toEqual(["Node 0", "Node 1", "Node 2", "Node 3", "And 3 more"]);
    expect(preflightText(nothing, [])).toBe("No model calls");
  });
});
