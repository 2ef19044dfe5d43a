import type { Element, Nodes } from "xast";
import { fromXml } from "xast-util-from-xml";

/** A tree of XML; entities of its own and anything from elsewhere are not resolved. @throws on what is not well-formed */
export const parseXml = fromXml;

/** Names without their prefix: which one stands for a namespace, each program says as it likes. */
export function localName({ name }: Element): string {
  return name.slice(name.indexOf(":") + 1);
}

export function elementsOf(node: Nodes): Element[] {
  const children: Nodes[] = "children" in node ? node.children : [];
  return children.filter((child) => child.type === "element");
}

/** All elements of that name below a node, in order. */
export function* below(node: Nodes, name: string): Generator<Element> {
  for (const child of elementsOf(node)) {
    if (localName(child) === name) yield child;
    yield* below(child, name);
  }
}

export function first(node: Nodes, name: string): Element | undefined {
  const [found] = below(node, name);
  return found;
}

/** An attribute by its local name. */
export function attribute({ attributes }: Element, name: string): string | undefined {
  const key =
    Object.keys(attributes).find((full) => full === name) ??
    Object.keys(attributes).find((full) => full.endsWith(`:${name}`));
  return (key && attributes[key]) ?? undefined;
}

export function textIn(node: Nodes): string {
  if (node.type === "text" || node.type === "cdata") return node.value;
  return "children" in node ? node.children.map(textIn).join("") : "";
}

/** Where the relations of a part point to, by id, as names in the archive. */
export function relationsOf(xml: string, directory: string): Map<string, string> {
  const targets = [...below(parseXml(xml), "Relationship")].map((relation): [string, string] => {
    const target = attribute(relation, "Target") ?? "";
    return [attribute(relation, "Id") ?? "", resolvePart(directory, target)];
  });
  return new Map(targets);
}

/** A name in an archive, from another one's directory. */
export function resolvePart(directory: string, target: string): string {
  const parts: string[] = target.startsWith("/") ? [] : directory.split("/");
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.filter((part) => part !== "").join("/");
}
