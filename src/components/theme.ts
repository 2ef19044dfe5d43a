import { z } from "zod";

export const themes = ["system", "light", "dark"] as const;
export const themeSchema = z.enum(themes).catch("system");
export type Theme = (typeof themes)[number];

/** The server reads it to set `data-theme` on <html>, so that a page never flashes in the wrong colours. */
export const THEME_COOKIE = "patchbay-theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Applies a theme to this page at once and to every later one. */
export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: Cookie Store is missing in Firefox and in plain-http contexts
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}
