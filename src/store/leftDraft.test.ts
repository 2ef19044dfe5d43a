import { beforeEach, expect, it } from "vitest";
import { keepDraft, takeDraft } from "./leftDraft";
import { prompt, workflow } from "./testWorkflow";

const saved = { ...workflow([prompt("a")], []), revision: 3 };
const draft = { ...saved, name: "Edited" };

beforeEach(() => sessionStorage.clear());

it("gives the draft once, while its save has not arrived", () => {
  keepDraft(draft);
  expect(takeDraft(saved)).toEqual(draft);
  expect(takeDraft(saved)).toBeUndefined();
});

it("drops a draft whose save has arrived, and one of another document", () => {
  keepDraft(draft);
  expect(takeDraft({ ...saved, revision: 4 })).toBeUndefined();
  keepDraft(draft);
  expect(takeDraft({ ...saved, id: "other" })).toBeUndefined();
});
