import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { speak } from "@/components/language/translate";
import { isComparison, VariantColumns } from "./VariantColumns";

afterEach(cleanup);

const answer = (model: string, text: string) => ({ provider: "openai", model, text });
const failed = { error: { code: "timeout", message: "The answer took too long." } };

describe("what a compare node gives", () => {
  it("is told from other lists, also when a variant failed", () => {
    expect(isComparison([answer("a", "x"), failed])).toBe(true);
    expect(isComparison([failed, failed])).toBe(false);
    expect(isComparison([{ model: "T", year: "1908" }])).toBe(false);
    expect(isComparison(["x"])).toBe(false);
    expect(isComparison([])).toBe(false);
    expect(isComparison(answer("a", "x"))).toBe(false);
  });

  it("stands side by side under the names of the models, JSON with indents and a failure in its place", async () => {
    const withJson = { ...answer("b", '{"n":1}'), json: { n: 1 } };
    render(<VariantColumns list={[answer("a", "first"), withJson, failed]} />);
    expect((await screen.findByRole("region", { name: "Variant 1, a" })).textContent).toContain("first");
    expect(screen.getByRole("region", { name: "Variant 2, b" }).querySelector("pre")?.textContent).toBe(
      '{\n  "n": 1\n}',
    );
    expect(screen.getByRole("region", { name: "Variant 3, failed" }).textContent).toContain("took too long");
  });

  it("says why one failed in the language of the page where the run has the facts", async () => {
    await speak("ko");
    const asked = { upstream: "ChatGPT", model: "b" };
    const item = { status: "failed", attempt: 1, text: "", error: { ...failed.error, details: { asked } } } as const;
    render(<VariantColumns list={[answer("a", "first"), failed]} items={[undefined, item]} />);
    expect(await screen.findByText("ChatGPT: 너무 오래 응답이 없어 호출을 그만두었습니다.")).toBeTruthy();
  });
});
