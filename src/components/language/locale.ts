import { type Language, localeOf } from "./languages";

/** Set once, before anything is drawn, and never on the server: there all people share this module. */
let active: Language = "en";

export function setLanguage(language: Language): void {
  active = language;
}

/** For `Intl`. */
export function locale(): string {
  return localeOf[active];
}

const rules = new Intl.PluralRules("en");

/** The form an English sentence takes for a count. Other languages have their own sentences. */
export function plural(count: number, forms: { one: string; other: string }): string {
  return rules.select(count) === "one" ? forms.one : forms.other;
}

const formats = new Map<string, Intl.NumberFormat>(); // making one takes far longer than using it

type Form = Pick<Intl.NumberFormatOptions, "style" | "unit" | "unitDisplay">;

/** A number in the language of the page; every unit has one form. */
export function format(count: number, digits: number, form: Form = {}): string {
  const key = `${locale()} ${digits} ${form.unit ?? form.style}`;
  const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const held = formats.get(key) ?? new Intl.NumberFormat(locale(), { ...form, ...exact });
  formats.set(key, held);
  return held.format(count);
}

/** `1,240`, in the language of the page; with as many digits behind the point as are asked for. */
export function numberText(count: number, digits = 0): string {
  return format(count, digits);
}

/** `62%` for 62, in the language of the page. */
export function percentText(percent: number): string {
  return format(percent / 100, 0, { style: "percent" });
}

/** `a, b and c`, in the language of the page. */
export function listText(parts: string[], type: "conjunction" | "disjunction" = "conjunction"): string {
  return new Intl.ListFormat(locale(), { type }).format(parts);
}

/** `128k`, `12.8만`: a large number in few signs, in the language of the page. */
export function shortNumber(count: number): string {
  return new Intl.NumberFormat(locale(), { notation: "compact" }).format(count);
}

/** `2 min ago` for -2 minutes, in the language of the page. */
export function relativeText(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return new Intl.RelativeTimeFormat(locale(), { style: "short" }).format(count, unit);
}
