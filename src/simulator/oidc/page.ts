/** Text made safe to stand in HTML. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A whole page around a card: one style, light or dark as the system asks, nothing fetched. */
export function renderPage(title: string, card: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>${card}</main></body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --back: #f4f4f1; --card: #fff; --line: #d9d9d3; --text: #1c1c1a; --soft: #5d5d57; --accent: #0b6b53; --on-accent: #fff; --tint: #e9f3ef }
@media (prefers-color-scheme: dark) {
  :root { --back: #121212; --card: #1c1c1b; --line: #3a3a37; --text: #f0f0ec; --soft: #a9a9a2; --accent: #4cc9a4; --on-accent: #06251c; --tint: #1d2f29 }
}
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 440px; padding: 28px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 12px 40px rgb(0 0 0 / 8%) }
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.25; letter-spacing: -.01em }
p { margin: 0 0 20px; color: var(--soft) }
fieldset { margin: 0 0 20px; padding: 0; border: 0 }
legend { padding: 0 0 8px; font-weight: 600 }
.person { display: flex; gap: 12px; align-items: center; padding: 10px 14px; border: 1px solid var(--line); cursor: pointer }
.person + .person { border-top: 0 }
.person:first-of-type { border-radius: 12px 12px 0 0 }
.person:last-of-type { border-radius: 0 0 12px 12px }
.person:only-of-type { border-radius: 12px }
.person:has(:checked) { background: var(--tint) }
.person input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); flex: none }
.person small { display: block; color: var(--soft); font-size: 13px }
.code { width: 100%; margin: 6px 0 20px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: inherit; font: 600 22px/1.3 ui-monospace, monospace; letter-spacing: .08em; text-transform: uppercase }
.row { display: flex; gap: 10px }
button { flex: 1; padding: 11px 16px; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer }
button.main { border-color: var(--accent); background: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.note { margin: 20px 0 0; font-size: 13px }
.problem { padding: 10px 14px; border-radius: 10px; background: var(--tint); color: var(--text) }
`;
