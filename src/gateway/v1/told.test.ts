import { expect, it } from "vitest";
import { structuredItem } from "./structured";
import { noticeComment, noticeHeader, payerHeader } from "./told";

it("tells who pays in a line that any header takes", () => {
  expect(payerHeader({ kind: "account", provider: "openai-auth", id: "a1", name: 'Ada "the" 김' })).toBe(
    'account;provider="openai-auth";id="a1";name=%"Ada %22the%22 %ea%b9%80"',
  );
  expect(payerHeader({ kind: "key", provider: "openai", id: "openai", name: "100% \\ mine" })).toBe(
    'key;provider="openai";id="openai";name="100% \\\\ mine"',
  );
});

it("tells notices in one list, and counts what does not fit", () => {
  const notice = { code: "setting_left_out", message: 'Temperature is "out"\r\nx-evil: 1' };
  const item = 'setting_left_out;message="Temperature is \\"out\\" x-evil: 1"';
  expect(noticeHeader([notice, notice])).toBe(`${item}, ${item}`);
  expect(noticeHeader([])).toBeUndefined();
  const many = noticeHeader(Array.from({ length: 30 }, () => ({ code: "a", message: "x".repeat(600) }))) ?? "";
  expect(many.endsWith(", more_notices;count=23")).toBe(true);
  expect(many.length).toBeLessThan(4100);
});

it("takes no code from outside that is no token", () => {
  expect(noticeComment({ code: "a b\n", message: "m" })).toBe(': x-patchbay-notice: notice;message="m"\n\n');
});

it("writes numbers as they are, and leaves out what is undefined", () => {
  expect(structuredItem("t", { n: 5, none: undefined })).toBe("t;n=5");
});
