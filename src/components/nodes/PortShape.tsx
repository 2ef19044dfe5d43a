import type { BaseType } from "@/lib/graph/ports";

const colours: Record<BaseType, string> = {
  text: "var(--color-port-text)",
  image: "var(--color-port-image)",
  file: "var(--color-port-file)",
  json: "var(--color-port-json)",
  any: "var(--color-ink-3)",
};

/** The colour of a type, for ports and for wires. */
export function portColour(type: BaseType): string {
  return colours[type];
}

/** Round for text, square for images, a page for files, a diamond for JSON, a hexagon for anything; a ring around it for a list. */
export function PortShape({ type, list, missing }: { type: BaseType; list?: boolean; missing?: boolean }) {
  const stroke = missing ? "var(--color-error)" : colours[type];
  const look = { fill: "var(--color-card)", stroke, strokeWidth: 2 };
  return (
    <svg width={20} height={20} viewBox="-10 -10 20 20" aria-hidden className="port-shape">
      {list && <circle r={8.5} fill="var(--color-canvas)" stroke={stroke} strokeWidth={1.25} />}
      <Outline type={type} look={look} />
    </svg>
  );
}

function Outline({ type, look }: { type: BaseType; look: { fill: string; stroke: string; strokeWidth: number } }) {
  if (type === "image") return <rect x={-4.75} y={-4.75} width={9.5} height={9.5} rx={1.5} {...look} />;
  if (type === "file") return <path d="M-4.25-5.5H1.5L4.75-2.25V5.5H-4.25Z" strokeLinejoin="round" {...look} />;
  if (type === "json") return <path d="M0-6.25 6.25 0 0 6.25-6.25 0Z" strokeLinejoin="round" {...look} />;
  if (type === "any") return <path d="M-2.9-5H2.9L5.8 0 2.9 5H-2.9L-5.8 0Z" strokeLinejoin="round" {...look} />;
  return <circle r={5} {...look} />;
}
