import { expect, it } from "vitest";
import { faultAt } from "@/gateway/v1/testRequests";
import { readResponseRequest } from "./request";

const read = (more: object) => readResponseRequest({ model: "gpt-5.5", input: "hi", ...more });

it("takes all tools of a namespace but those of OpenAI's own servers, which are told one by one", () => {
  const tools = [
    { type: "function", name: "find" },
    { type: "code_interpreter", container: { type: "auto" } },
    { type: "function", name: "send" },
    { type: "image_generation" },
  ];
  const { call, notices } = read({ tools: [{ type: "namespace", name: "crm", tools }] });
  expect(call.tools?.map(({ name }) => name)).toEqual(["crm__find", "crm__send"]);
  expect(notices.map(({ message }) => message)).toEqual([
    `"tools: code_interpreter" was left out: it is a tool of OpenAI's own servers.`,
    `"tools: image_generation" was left out: it is a tool of OpenAI's own servers.`,
  ]);
});

it("searches the web where one of the tools has to be used and there is no other", () => {
  const tools = [{ type: "web_search" }];
  expect(read({ tools, tool_choice: "required" }).call.webSearch).toEqual({ required: true });
  expect(read({ tools, tool_choice: "auto" }).call.webSearch).toBe(true);
});

it.each([
  [{ tool_choice: "required" }, "none is offered"],
  [{ tools: [{ type: "code_interpreter" }], tool_choice: "required" }, "none is offered"],
  [{ tools: [{ type: "function", name: "a" }], tool_choice: { type: "function", name: "b" } }, "there is no tool “b”"],
  [{ tool_choice: { type: "custom", name: "b" } }, "there is no tool “b”"],
])("refuses a choice that no tool can be: %j", (more, words) => {
  const fault = { message: expect.stringContaining(words), facts: { param: "tool_choice" } };
  expect(faultAt(() => read(more))).toMatchObject(fault);
});
