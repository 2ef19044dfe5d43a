import { cookies } from "next/headers";
import { THEME_COOKIE, type Theme, themeSchema } from "@/components/theme";

/** The theme this browser chose; `system` when it chose none. */
export async function readThemeCookie(): Promise<Theme> {
  return themeSchema.parse((await cookies()).get(THEME_COOKIE)?.value);
}
