/** Words of saving in the first page: what is kept without the server, and what was saved elsewhere. */
export const keep = {
  conflict: {
    title: "Changed in another tab",
    text: "This workflow was saved somewhere else in the meantime. Nothing of either version is lost yet.",
    textUnchanged: "This workflow was saved somewhere else in the meantime. You have changed nothing here since.",
    goneTitle: "Deleted elsewhere",
    goneText: "This workflow was deleted in the meantime. It lies in the bin; what you see here can be kept as a copy.",
    theirs: "Load theirs",
    mine: "Keep mine",
    mineAsCopy: "Keep mine as a copy",
    leave: "Close it",
    compare: "Compare",
    compareTitle: "Theirs and yours",
    compareText: "What stands out is what you have here and they do not, and what they have and you do not.",
  },
  offlineKept: "Server not answering. Kept in this browser until it does",
} as const;
