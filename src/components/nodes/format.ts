import { numberText } from "@/components/language/locale";

/** `1,240` */
export function formatCount(count: number): string {
  return numberText(count);
}
