import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectAccessible } from "./support/accessibility";
import { connectAccount } from "./support/api";
import { expectText, nodeCalled } from "./support/canvas";
import { eventually } from "./support/eventually";
import { openGraph, threeNodes } from "./support/graph";
import { setStage } from "./support/stage";
import { openTab } from "./support/tabs";

const stage = setStage();

/** What some things are called, as a person of each language sees them. */
const names = {
  ko: { setup: "프로젝트 설정", providers: "제공자", done: "완료", add: "노드 추가", lang: "언어" },
  zh: { setup: "项目设置", providers: "提供商", done: "完成", add: "添加节点", lang: "语言" },
};

function languageOf(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.lang);
}

/** A workflow of three nodes, in a page of any language. */
async function openHere(page: Page): Promise<void> {
  const id = await openGraph(stage.app, stage.page, threeNodes("List three ideas about rivers"));
  await page.goto(`${stage.app.url}/?workflow=${id}`);
  await nodeCalled(page, "Result").waitFor();
}

/** Goes one down in the open menu, and says what has the focus then. */
async function nextItem(page: Page): Promise<string | undefined> {
  await page.keyboard.press("ArrowDown");
  return page.evaluate(() => document.activeElement?.textContent?.trim());
}

describe("the language of the screen", () => {
  it("is the browser's, and another one by the menu, which every later page keeps", async () => {
    const page = await stage.openWindow({ locale: "ko-KR" });
    await page.goto(stage.app.url);
    await page.getByRole("heading", { name: "오늘은 무엇을 실행할까요?" }).waitFor();
    expect(await languageOf(page)).toBe("ko");
    await page.getByRole("button", { name: names.ko.lang }).click();
    await page.getByRole("menuitem", { name: "简体中文" }).click();
    await page.getByRole("heading", { name: "今天要运行什么？" }).waitFor();
    expect(await languageOf(page)).toBe("zh");
    await page.goto(`${stage.app.url}/nowhere`);
    await page.getByRole("heading", { name: "这里什么都没有" }).waitFor();
  });

  it("is changed with the keyboard, and what was just written is still there", async () => {
    const { app, page } = stage;
    await openGraph(app, page, threeNodes("Tell me about rivers"));
    await nodeCalled(page, "Question").getByRole("textbox").fill("Tell me about lakes");
    await page.getByRole("button", { name: "Language" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "한국어" }).waitFor();
    await eventually(() => nextItem(page)).toBe("한국어");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: names.ko.lang }).waitFor();
    expect(await nodeCalled(page, "Question").getByRole("textbox").inputValue()).toBe("Tell me about lakes");
  });

  it("is nobody else's: the server answers each in their own", async () => {
    const html = async (language: string) => {
      const response = await fetch(stage.app.url, { headers: { "accept-language": language } });
      return response.text();
    };
    const pages = await Promise.all(["ko", "en", "zh-CN", "en-US"].map(html));
    expect(pages.map((page) => /<html[^>]* lang="(\w+)"/.exec(page)?.[1])).toEqual(["ko", "en", "zh", "en"]);
    expect(pages.map((page) => page.includes("Skip to the canvas"))).toEqual([false, true, false, true]);
  });
});

describe.each([
  ["ko", "dark"],
  ["zh", "light"],
] as const)("in %s, axe finds nothing on", (language, colorScheme) => {
  it("a canvas with a finished run, the palette and the setup", async () => {
    const words = names[language];
    const page = await stage.openWindow({ locale: language, colorScheme, reducedMotion: "reduce" });
    await connectAccount(stage.app);
    await openHere(page);
    await page.keyboard.press("Control+Enter");
    await expectText(nodeCalled(page, "Result"), words.done);
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: new RegExp(words.add) }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: words.setup }).click();
    await openTab(page, words.providers);
    await page.getByRole("listitem").first().waitFor();
    await expectAccessible(page);
  });

  it("a window of 1024 pixels: nothing of the bar lies outside", async () => {
    const page = await stage.openWindow({ locale: language, colorScheme, width: 1024, height: 700 });
    await connectAccount(stage.app);
    await openHere(page);
    const bar = page.getByRole("banner");
    await eventually(() => bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    const buttons = await bar.getByRole("button").all();
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1024);
    }
  });
});
