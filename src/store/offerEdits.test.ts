import { expect, it } from "vitest";
import { changeInput, changeOffer } from "./offerEdits";
import { prompt, workflow } from "./testWorkflow";

const base = workflow([prompt("a", "{{topic}}")]);

it("keeps what is said of a workflow and its inputs, and leaves no trace of what is taken back", () => {
  const offered = changeOffer(base, { offer: true, description: "Writes." });
  expect(offered.settings).toEqual({ offer: true, description: "Writes." });
  const asked = changeInput(offered, "topic", { title: "Topic", required: false });
  expect(asked.settings?.inputs).toEqual({ topic: { title: "Topic", required: false } });
  const bare = changeInput(asked, "topic", { title: "", required: undefined });
  expect(bare.settings).toEqual({ offer: true, description: "Writes." });
  expect(changeOffer(bare, { offer: false, description: "" })).not.toHaveProperty("settings");
});

it("keeps what it does not know, and knows an input however its letters are composed", () => {
  const stored = { ...base, settings: { later: 1, inputs: { "caf\u00e9": { kind: "hologram", later: 2 } } } };
  const changed = changeInput(changeOffer(stored, { offer: true }), "cafe\u0301", { hint: "Where?" });
  expect(changed.settings).toEqual({
    ...{ later: 1, offer: true },
    inputs: { "caf\u00e9": { kind: "hologram", later: 2, hint: "Where?" } },
  });
});
