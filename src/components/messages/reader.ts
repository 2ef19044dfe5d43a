/** Words of the reader: one result, as large as the window. */
export const reader = {
  open: (title: string) => `Read ${title}`,
  openLong: "Open in the reader",
  label: (title: string) => `Reading ${title}`,
  nothing: "There is no result yet.",
  views: "Show as",
  view: { read: "Read", source: "Source", tree: "Tree" },
  place: (place: string, count: string) => `${place} of ${count}`,
  previous: "Previous item",
  next: "Next item",
  outline: "Headings",
  copied: "Copied",
  copyAs: "Copy as",
  downloadAs: "Download as",
  forms: { markdown: "Markdown", plain: "Plain text", json: "JSON" },
  fileStem: (workflow: string, node: string) => `${workflow} - ${node}`,
} as const;
