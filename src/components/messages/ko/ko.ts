import type { Catalogue } from "@/components/language/translate";

export const ko: Catalogue = { shell: { language: "언어" } };
