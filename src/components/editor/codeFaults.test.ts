import { afterEach, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { codeFaults } from "./codeFaults";

afterEach(stopServing);

it("marks where code fails, and leaves it to whoever shows the fault to tell the place", async () => {
  const message = "The code failed at line 2, column 3: SyntaxError: it is not at line 7, column 1: or is it.";
  const error = { code: "invalid_request", message, details: { line: 2, column: 3 } };
  serve({ "POST /api/transform": () => Response.json({ error }, { status: 400 }) });
  expect(await codeFaults("a\n  )\n")).toEqual([
    { from: 4, to: 5, message: "The code failed: SyntaxError: it is not at line 7, column 1: or is it." },
  ]);
});
