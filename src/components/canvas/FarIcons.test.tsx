import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeTypes } from "@/components/kinds/nodeViews";
import { shownStatuses } from "@/components/nodes/NodeStatusLabel";
import { FarIcons } from "./FarIcons";

// As far.css does.
const style = document.createElement("style");
style.textContent = `
  .far-icon { color: rgb(1, 1, 1); }
  [data-theme="dark"] .far-icon { color: rgb(2, 2, 2); }
  .node-far[data-status="failed"] .far-icon { color: rgb(3, 3, 3); }`;

beforeEach(() => document.head.append(style));
afterEach(() => {
  cleanup();
  style.remove();
  delete document.documentElement.dataset.theme;
});

const rules = () => document.body.querySelector("style")?.textContent ?? "";
const pictureOf = (selector: string) => {
  const rule = rules()
    .split("\n")
    .find((line) => line.startsWith(`${selector}{`));
  return decodeURIComponent(rule ?? "");
};

it("are there for every kind and state, also among failures, and leave no icon in the page", () => {
  render(<FarIcons />);
  const states = shownStatuses.filter((status) => status !== "idle");
  for (const name of [...nodeTypes, "unknown", "muted", "bypassed", ...states]) {
    const icon = `.far-icon[data-icon="${name}"]`;
    if (name !== "failed") expect(pictureOf(icon), name).toContain("<svg");
    expect(pictureOf(`.node-far[data-status="failed"] ${icon}`), name).toContain('color="rgb(3, 3, 3)"');
  }
  expect(document.querySelectorAll("svg")).toHaveLength(0);
});

it("have the colours of the theme, and those of another one as soon as it is chosen", async () => {
  render(<FarIcons />);
  expect(pictureOf('.far-icon[data-icon="prompt"]')).toContain('color="rgb(1, 1, 1)"');
  document.documentElement.dataset.theme = "dark";
  await waitFor(() => expect(pictureOf('.far-icon[data-icon="prompt"]')).toContain('color="rgb(2, 2, 2)"'));
});
