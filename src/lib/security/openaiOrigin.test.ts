import { expect, it } from "vitest";
import { openaiOrigin } from "./openaiOrigin";

it.each([
  ["https://chatgpt.com", "https://chatgpt.com"],
  ["https://eu.chatgpt.com/", "https://eu.chatgpt.com"],
  ["https://a.b.openai.com", "https://a.b.openai.com"],
  ["https://api.openai.com:443", "https://api.openai.com"],
])("a plan token may go to %s", (named, origin) => {
  expect(openaiOrigin(named)).toBe(origin);
});

it.each([
  "http://chatgpt.com",
  "https://chatgpt.com.evil.test",
  "https://evilchatgpt.com",
  "https://user:pass@chatgpt.com",
  "https://user@chatgpt.com",
  "https://:pass@chatgpt.com",
  "https://chatgpt.com:8443",
  "https://chatgpt.com@evil.test",
  "chatgpt.com",
  "https://.chatgpt.com",
  "https://a..chatgpt.com",
  "https://-a.openai.com",
  "https://chatgpt.com.",
])("a plan token never goes to %s", (named) => {
  expect(openaiOrigin(named)).toBeUndefined();
});
