import { cookies, headers } from "next/headers";
import { LANGUAGE_COOKIE, type Language, languageOf } from "@/components/language/languages";

/** The language this browser chose, else one that it asks for. */
export async function readLanguage(): Promise<Language> {
  return languageOf((await cookies()).get(LANGUAGE_COOKIE)?.value, (await headers()).get("accept-language"));
}
