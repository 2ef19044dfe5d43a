import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allMessages } from "@/components/messages/all";
import { languageNames } from "./languages";
import { locale, plural } from "./locale";
import { overwrite, speak } from "./translate";

describe("words of another language", () => {
  it("take the place of the English ones for whoever holds a part of them", () => {
    const words = { menu: { open: "Open", count: (n: number) => `${n} nodes` }, list: [{ how: "Drag" }] };
    const { menu } = words;
    overwrite(words, { menu: { open: "열기", count: (n: number) => `노드 ${n}개` }, list: [{ how: "끌기" }] });
    expect(menu.open).toBe("열기");
    expect(menu.count(2)).toBe("노드 2개");
    expect(words.list[0]?.how).toBe("끌기");
  });

  it("leave what they lack in English", () => {
    const words = { open: "Open", close: "Close" };
    overwrite(words, { open: "열기" });
    expect(words).toEqual({ open: "열기", close: "Close" });
  });

  it("come for every area there is a file of", () => {
    const files = readdirSync("src/components/messages").filter((name) => name.endsWith(".ts"));
    const elsewhere = ["en", "all", "servers"]; // the tables themselves, and what is part of `setup`
    const areas = files.map((name) => name.slice(0, -3)).filter((name) => !elsewhere.includes(name));
    expect(areas.filter((area) => !Object.hasOwn(allMessages, area))).toEqual([]);
  });
});

describe("a page", () => {
  it("speaks the language from then on, in words and in dates", async () => {
    expect(locale()).toBe("en-GB");
    await speak("ko");
    expect(locale()).toBe("ko-KR");
    expect(allMessages.shell.language).toBe("언어");
    expect(Object.keys(languageNames)).toContain("ko");
  });
});

describe("a count in an English sentence", () => {
  it("has the form of one for one only", () => {
    const forms = { one: "1 node", other: "nodes" };
    expect([0, 1, 2, 21].map((count) => plural(count, forms))).toEqual(["nodes", "1 node", "nodes", "nodes"]);
  });
});
