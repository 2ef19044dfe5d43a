const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

/** Tells when colours may have become others, for what is drawn with colours that styles do not reach. */
export function watchTheme(onChange: () => void): () => void {
  const wishes = queries.map((query) => window.matchMedia(query));
  for (const wish of wishes) wish.addEventListener("change", onChange);
  const chosen = new MutationObserver(onChange);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    for (const wish of wishes) wish.removeEventListener("change", onChange);
    chosen.disconnect();
  };
}
