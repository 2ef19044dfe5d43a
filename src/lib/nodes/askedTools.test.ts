import { expect, it } from "vitest";
import { withToolsAsked } from "./askedTools";

it("asks before tools act where a document said never, and leaves all else as it is", () => {
  const others = [
    { id: "a", data: {} },
    { id: "b", data: { tools: "odd" } },
    { id: "c", data: { tools: [{ server: "s" }, { server: "t", approval: "always" }, null] } },
  ];
  expect(withToolsAsked(others)).toEqual(others);
  const never = { id: "n", data: { model: "m", tools: [{ server: "s", names: ["x"], approval: "never" }, others[2]] } };
  expect(withToolsAsked([never])).toEqual([
    { id: "n", data: { model: "m", tools: [{ server: "s", names: ["x"], approval: "ask" }, others[2]] } },
  ]);
});
