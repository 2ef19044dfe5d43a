import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/json";

interface Span {
  from: number;
  to: number;
}

/** Where in a JSON text the part is that a JSON Pointer names: the name of a field, or the nearest part that is there. */
export function jsonPlace(text: string, pointer: string): Span {
  let node = parser.parse(text).topNode.firstChild;
  let place: Span = { from: node?.from ?? 0, to: Math.min((node?.from ?? 0) + 1, text.length) };
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const part: SyntaxNode | null = node?.name === "Array" ? itemAt(node, Number(name)) : propertyOf(text, node, name);
    if (part === null) break;
    const { from, to }: Span = part.getChild("PropertyName") ?? part;
    place = { from, to };
    node = part.name === "Property" ? part.lastChild : part;
  }
  return place;
}

/** Values have names of letters, brackets and commas are called as they are. */
function itemAt(array: SyntaxNode, place: number): SyntaxNode | null {
  let left = place;
  for (let child = array.firstChild; child !== null; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name) && left-- === 0) return child;
  }
  return null;
}

function propertyOf(text: string, object: SyntaxNode | null, name: string): SyntaxNode | null {
  const properties = object?.getChildren("Property") ?? [];
  // Of two of a name the last counts.
  return properties.findLast((property) => nameOf(text, property) === name) ?? null;
}

function nameOf(text: string, property: SyntaxNode): string | undefined {
  const key = property.getChild("PropertyName");
  if (key === null) return undefined;
  const name: unknown = JSON.parse(text.slice(key.from, key.to));
  return String(name);
}
