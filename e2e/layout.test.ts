import { describe, it } from "vitest";
import { languages } from "@/components/language/languages";
import { expectInReach } from "./support/layout";
import { walkScreens } from "./support/screens";
import { setStage } from "./support/stage";

const stage = setStage();

/** A small window beside others, and one that is enlarged to twice its size on a common screen. */
const windows = { en: [720, 450], ko: [1024, 700], zh: [720, 450] } as const;

describe.each(languages)("in a small window, in %s", (language) => {
  it("all screens and dialogs lie within reach: nothing covered, nothing cut off, nothing too wide", async () => {
    const [width, height] = windows[language];
    const page = await stage.openWindow({ locale: language, width, height, reducedMotion: "reduce" });
    await walkScreens({ app: stage.app, page, language, look: (screen) => expectInReach(page, screen) });
  }, 180_000);
});
