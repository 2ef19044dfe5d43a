import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { speak } from "@/components/language/translate";
import { prompt, workflow } from "@/store/testWorkflow";
import { workflowStore } from "@/store/useWorkflow";
import { PlaceFields } from "./PlaceFields";

afterEach(cleanup);

it.each([
  ["en", "\\{{name}}"],
  ["ko", "\\{{이름}}"],
  ["zh", "\\{{名称}}"],
] as const)("keeps the sign for braces that stay on the line of the braces, in %s", async (language, kept) => {
  await speak(language);
  const node = prompt("a");
  workflowStore.getState().load(workflow([node]));
  const { container } = render(<PlaceFields node={node} />);
  expect(container.querySelector("p > span")?.textContent).toBe(kept);
});
