export type PictureTheme = "light" | "dark";

const names = [
  ...["canvas", "card", "line", "line-strong", "ink", "ink-2", "ink-3", "ok", "waiting"],
  ...["kind-source", "kind-model", "kind-step", "kind-output", "kind-note"],
  ...["port-text", "port-image", "port-json", "port-file"],
] as const;

/** The tokens that a picture uses, as colours that stand for themselves outside of the page. */
export type Colours = (name: string) => string;

/** The colours of a theme, whichever the page is in. */
export function coloursOf(theme: PictureTheme): Colours {
  const probe = document.createElement("span");
  probe.style.colorScheme = theme;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const table = new Map(
    names.map((name) => {
      probe.style.color = `var(--color-${name})`;
      return [name as string, style.color] as const;
    }),
  );
  probe.remove();
  return (name) => table.get(name) ?? "currentColor";
}
