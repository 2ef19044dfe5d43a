import { expect, it } from "vitest";
import type { ServerView } from "@/types/servers";
import { emptyForm, formOf, toCreate, toPatch } from "./serverForm";

const server: ServerView = {
  ...{ id: "team", name: "Team", baseUrl: "https://gateway.example/v1", source: "stored", api: "auto" },
  ...{ skills: { tools: false }, hasKey: true, lastFour: "9876", headerName: "X-Team" },
};

it("sends what was entered, and nothing of what was left empty", () => {
  const form = { ...emptyForm, name: " Ollama ", baseUrl: "http://localhost:11434/v1/" };
  expect(toCreate(form)).toEqual({
    value: { name: "Ollama", baseUrl: "http://localhost:11434/v1", api: "auto", skills: {} },
  });
  expect(toCreate({ ...form, key: "k", headerName: "X-A", headerValue: "b" })).toMatchObject({
    value: { key: "k", header: { name: "X-A", value: "b" } },
  });
});

it.each([
  [{ name: "" }, /^Name: /],
  [{ baseUrl: "http://ollama.example" }, /^Base URL: an https address/],
  [{ key: "Bearer x" }, /^Key: .*header/],
  [{ headerName: "X-A" }, /^Header: a value/],
])("says what is wrong with %j", (part, words) => {
  const form = { ...emptyForm, name: "S", baseUrl: "https://s.example/v1", ...part };
  expect(toCreate(form)).toEqual({ problem: expect.stringMatching(words) });
});

it("leaves secrets that were not entered again as they are, and takes a header away with its name", () => {
  const form = formOf(server);
  expect(toPatch(form, server)).toEqual({
    value: { name: "Team", baseUrl: server.baseUrl, api: "auto", skills: { tools: false } },
  });
  expect(toPatch({ ...form, headerName: "" }, server)).toMatchObject({ value: { header: null } });
  expect(toPatch({ ...form, key: "other", headerValue: "green" }, server)).toMatchObject({
    value: { key: "other", header: { name: "X-Team", value: "green" } },
  });
});
