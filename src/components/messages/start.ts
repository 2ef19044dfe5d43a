/** Words of the start screen and of the list that switches workflows. */
export const start = {
  title: "Start",
  new: "New workflow",
  recent: "Your workflows",
  none: "There is none yet. Begin with a template or an empty one.",
  search: "Search your workflows",
  notFound: "No workflow has such a name.",
  importFile: "Import a workflow file",
  showAll: (count: number) => `Show all ${count}`,
  actions: (name: string) => `What to do with “${name}”`,
  back: "Back to the workflow",
  switcher: {
    title: "Open a workflow",
    placeholder: "Search by name…",
    empty: "No workflow has such a name.",
    workflows: "Workflows",
    others: "Or",
  },
} as const;
