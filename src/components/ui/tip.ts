export type TipSide = "top" | "bottom" | "left" | "right";

/**
 * The attributes of a control with a hint, for `<button {...tip("Undo", "⌘Z")}>`. `TooltipLayer` draws the hint; the
 * control still needs its own accessible name. Attributes and one layer cost a thousand buttons nothing.
 */
export function tip(label: string, shortcut?: string, side?: TipSide): Record<`data-tip${string}`, string | undefined> {
  return { "data-tip": label, "data-tip-keys": shortcut, "data-tip-side": side };
}
