import type { Catalogue } from "@/components/language/translate";

export const zh: Catalogue = { shell: { language: "语言" } };
