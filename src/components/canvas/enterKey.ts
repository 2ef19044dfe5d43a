/** Enter belongs to a button, a link, a wire or another node that has the focus, else to the selected node. */
export function isEnterFor(node: string): boolean {
  const focused = document.activeElement?.closest("button, a, summary, [role=button], [role=group], [role=treeitem]");
  return focused == null || focused.getAttribute("data-id") === node;
}
