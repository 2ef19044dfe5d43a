import { parseAst } from "vite";

/** A node of the syntax tree, as far as these questions go. */
interface Syntax {
  type: string;
  [key: string]: unknown;
}

const spoken = new Set(["title", "aria-label", "aria-description", "placeholder", "alt", "label", "hint", "text"]);
const letters = /\p{L}{2,}/u;
const functions = new Set(["ArrowFunctionExpression", "FunctionExpression", "FunctionDeclaration", "ClassDeclaration"]);

/** Texts that a person would read and that stand in the code of a component. */
export function wordsInCode(code: string): string[] {
  const found: string[] = [];
  walk(parse(code), (node) => {
    if (node.type === "JSXText") found.push(String(node.value).trim());
    else if (node.type === "JSXAttribute" && spoken.has(nameOf(node.name))) found.push(...textsOf(node.value));
    else if (node.type === "Property" && nameOf(node.key) === "label") found.push(...textsOf(node.value));
    else if (Array.isArray(node.children)) found.push(...node.children.flatMap(textsOf));
    else if (node.type === "CallExpression" && isToast(node.callee)) found.push(...textsOf(argumentsOf(node)[0]));
    return true;
  });
  return found.filter((text) => letters.test(text));
}

/** Chains like `messages.shell.close` that are read while the module is loaded, without the calls in functions. */
export function chainsAtImport(code: string): string[] {
  const found: string[] = [];
  const aliases = new Map<string, string>();
  walk(parse(code), (node) => {
    if (functions.has(node.type)) return false;
    if (node.type === "ImportSpecifier") {
      aliases.set(nameOf(node.local), nameOf(node.imported));
      return false;
    }
    if (node.type === "VariableDeclarator") {
      const chain = chainOf(node.init, aliases);
      const name = nameOf(node.id);
      if (chain !== undefined && name !== "") aliases.set(name, chain);
    }
    const chain = node.type === "MemberExpression" ? chainOf(node, aliases) : undefined;
    if (chain === undefined) return true;
    found.push(chain);
    return false;
  });
  return found;
}

function parse(code: string): Syntax {
  return parseAst(code, { lang: "tsx" }) as unknown as Syntax; // its own types are of nodes one by one
}

/** Visits a tree; what is below a node only if the visitor says so. */
function walk(node: Syntax, visit: (node: Syntax) => boolean): void {
  if (!visit(node)) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isSyntax(child)) walk(child, visit);
  }
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

function nameOf(node: unknown): string {
  return isSyntax(node) ? String(node.name ?? "") : "";
}

function argumentsOf(node: Syntax): unknown[] {
  return Array.isArray(node.arguments) ? node.arguments : [];
}

/** Literal texts of an expression, also those of its branches. */
function textsOf(node: unknown): string[] {
  if (!isSyntax(node)) return [];
  if (node.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node.type === "TemplateLiteral") return quasisOf(node);
  if (node.type === "ConditionalExpression") return [...textsOf(node.consequent), ...textsOf(node.alternate)];
  if (node.type === "LogicalExpression") return [...textsOf(node.left), ...textsOf(node.right)];
  if (node.type === "JSXExpressionContainer") return textsOf(node.expression);
  return [];
}

function quasisOf(node: Syntax): string[] {
  const quasis = Array.isArray(node.quasis) ? node.quasis : [];
  return quasis.map((quasi: { value: { raw: string } }) => quasi.value.raw);
}

function isToast(callee: unknown): boolean {
  if (!isSyntax(callee)) return false;
  return callee.type === "MemberExpression" ? nameOf(callee.object) === "toast" : nameOf(callee) === "toast";
}

/** `messages.shell.close` of `messages.shell.close`, also where a part of it has a name of its own. */
function chainOf(node: unknown, aliases: Map<string, string>): string | undefined {
  if (!isSyntax(node)) return undefined;
  if (node.type === "Identifier") return aliases.get(nameOf(node)) ?? nameOf(node);
  if (node.type !== "MemberExpression" || node.computed === true) return undefined;
  const object = chainOf(node.object, aliases);
  return object === undefined ? undefined : `${object}.${nameOf(node.property)}`;
}
