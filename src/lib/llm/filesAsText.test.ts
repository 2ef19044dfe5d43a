import { expect, test } from "vitest";
import type { LlmCall } from "@/types/llm";
import { withFilesAsText } from "./filesAsText";

const file = { name: 'a "b".pdf', dataUrl: "data:application/pdf;base64,AAAA" };
const call: LlmCall = {
  provider: "openai",
  model: "m",
  messages: [
    { role: "user", content: "one" },
    { role: "assistant", content: "two" },
    { role: "user", content: "three" },
  ],
  files: [file, { ...file, name: "c.pdf" }],
};

test("the text of each file stands, named, before the last thing the person said", async () => {
  const fitted = await withFilesAsText(call, async ({ name }) => `text of ${name}\n`);
  expect(fitted).not.toHaveProperty("files");
  expect(fitted.messages.map(({ content }) => content)).toEqual([
    "one",
    "two",
    '<file name="a \\"b\\".pdf">\ntext of a "b".pdf\n</file>\n\n<file name="c.pdf">\ntext of c.pdf\n</file>\n\nthree',
  ]);
});

test("a conversation in which the person said nothing gets a message of theirs", async () => {
  const fitted = await withFilesAsText({ ...call, messages: [{ role: "system", content: "s" }] }, async () => "t");
  expect(fitted.messages.map(({ role }) => role)).toEqual(["system", "user"]);
});

test("nothing is read of a call without files, and without a reader the call is refused", async () => {
  const { files: _, ...plain } = call;
  expect(await withFilesAsText(plain, undefined)).toEqual(plain);
  await expect(withFilesAsText(call, undefined)).rejects.toMatchObject({ code: "unsupported_option" });
});
