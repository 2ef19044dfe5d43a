/** Pages in place of the one page: loaded with it, whatever happens. */
export const pages = {
  notFound: {
    title: "There is nothing here",
    text: "The address does not lead to a page of Patchbay.",
    button: "Open the canvas",
  },
  crash: {
    title: "This page ran into a fault",
    text: "What you drew is saved on the server up to the last edit. Load the page again to go on.",
    again: "Try again",
    reload: "Load the page again",
    empty: "Start with an empty workflow",
  },
} as const;
