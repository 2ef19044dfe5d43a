import { describe, it } from "vitest";
import { languages } from "@/components/language/languages";
import { expectAccessible } from "./support/accessibility";
import { expectInReach } from "./support/layout";
import { walkScreens } from "./support/screens";
import { setStage } from "./support/stage";

const stage = setStage();

/** A small window beside others, and one that is enlarged to twice its size on a common screen; both themes. */
const windows = {
  en: { width: 720, height: 450, colorScheme: "light" },
  ko: { width: 1024, height: 700, colorScheme: "light" },
  zh: { width: 720, height: 450, colorScheme: "dark" },
} as const;

describe.each(languages)("in a small window, in %s", (language) => {
  it("all screens and dialogs lie within reach and are accessible: nothing covered, cut off or too wide", async () => {
    const page = await stage.openWindow({ locale: language, ...windows[language], reducedMotion: "reduce" });
    const look = async (screen: string) => {
      await expectInReach(page, screen);
      await expectAccessible(page, screen);
    };
    await walkScreens({ app: stage.app, page, language, look });
  }, 240_000);
});
