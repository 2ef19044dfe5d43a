import { expect, it } from "vitest";
import { readResponseRequest } from "./request";

it("takes all tools of a namespace but those of OpenAI's own servers, which are told one by one", () => {
  const tools = [
    { type: "function", name: "find" },
    { type: "code_interpreter", container: { type: "auto" } },
    { type: "function", name: "send" },
    { type: "image_generation" },
  ];
  const { call, notices } = readResponseRequest({
    model: "gpt-5.5",
    input: "hi",
    tools: [{ type: "namespace", name: "crm", tools }],
  });
  expect(call.tools?.map(({ name }) => name)).toEqual(["crm__find", "crm__send"]);
  expect(notices.map(({ message }) => message)).toEqual([
    `"tools: code_interpreter" was left out: it is a tool of OpenAI's own servers.`,
    `"tools: image_generation" was left out: it is a tool of OpenAI's own servers.`,
  ]);
});
