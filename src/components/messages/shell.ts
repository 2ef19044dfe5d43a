/** Words of the frame around the canvas: top bar, menus, dialogs in general, empty canvas, phone. */
export const shell = {
  appName: "Patchbay",
  tagline: "A canvas for LLM workflows, on the ChatGPT plan you already pay for or on API keys.",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  copy: "Copy",
  copied: "Copied",
  retry: "Try again",
  skipToCanvas: "Skip to the canvas",
  loading: "Opening your workflow…",
  saved: {
    saved: "Saved",
    dirty: "Not saved yet",
    saving: "Saving…",
    failed: "Not saved",
    conflict: "Changed in another tab",
  },
} as const;
