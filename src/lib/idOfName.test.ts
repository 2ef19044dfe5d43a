import { expect, it } from "vitest";
import { idOfName } from "./idOfName";

it.each([
  ["My Box", "my-box"],
  ["  -- Über: Box!", "ber-box"],
  ["one two three four", "one-two"],
  ["one-two-three", "one-two"],
  ["服务器", "server"],
  ["taken", "taken-3"],
])("%j is %s", (name, id) => {
  expect(idOfName(name, { longest: 8, otherwise: "server", taken: ["taken", "taken-2"] })).toBe(id);
});
