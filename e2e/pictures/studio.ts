import type { Page } from "playwright-core";
import { it } from "vitest";
import type { TestApp, TestAppOptions } from "../support/app";
import type { WindowOptions } from "../support/browser";
import { setStage } from "../support/stage";
import { photograph } from "./photograph";

type Theme = "dark" | "light";

const dark: readonly Theme[] = ["dark"];

export type Scene = (on: { app: TestApp; page: Page }) => Promise<unknown>;

export interface PictureOptions extends Omit<WindowOptions, "colorScheme"> {
  /** Dark where none is told. Two give two pictures, `<name>-dark` and `<name>-light`. */
  themes?: readonly Theme[];
  /** The pointer stays where the scene left it: a tooltip hangs on it. */
  keepsPointer?: boolean;
  /** The scene stopped the clock: its times are the same each time. */
  keepsTimes?: boolean;
}

export type TakePicture = (name: string, scene: Scene, options?: PictureOptions) => void;

/** A fresh app for a file of pictures. Each picture is a name and what is done until it is seen. */
export function setStudio(options: TestAppOptions = {}): TakePicture {
  // The server that the simulator's settings name goes by its port, which is another one each time.
  const stage = setStage({ ...options, env: { COMPATIBLE_BASE_URL: "", ...options.env } });
  return (name, scene, { themes = dark, keepsPointer = false, keepsTimes = false, ...window } = {}) => {
    it(name, async () => {
      const page = await stage.openWindow({ colorScheme: themes[0], reducedMotion: "reduce", ...window });
      await scene({ app: stage.app, page });
      if (!keepsPointer) await page.mouse.move(0, 0);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await photograph(page, themes.length === 1 ? name : `${name}-${theme}`, { keepsTimes });
      }
    });
  };
}
