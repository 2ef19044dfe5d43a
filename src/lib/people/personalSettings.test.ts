import { expect, test } from "vitest";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import type { Role } from "@/types/people";
import { createPersonalSettings } from "./personalSettings";
import { personTexts } from "./personTexts";

async function setUp() {
  const texts = createFileTextStore(await testDirectory());
  const workspace = createSettingsStore(texts);
  const of = (id: string, role: Role) =>
    createPersonalSettings(createSettingsStore(personTexts(texts, id)), workspace, { id, name: id, role });
  return { workspace, of };
}

test("what the screen remembers of somebody is theirs alone", async () => {
  const { of } = await setUp();
  await of("ada", "editor").write({ nodeDefaults: { model: "m1" }, lastWorkflowId: "w1", runs: { askAboveCalls: 5 } });
  expect(await of("ada", "editor").read()).toEqual({
    ...{ nodeDefaults: { model: "m1" }, lastWorkflowId: "w1" },
    runs: { askAboveCalls: 5 },
  });
  expect(await of("bob", "editor").read()).toEqual({ nodeDefaults: {} });
});

test("how long things are kept is set by an admin, for all, and by nobody else", async () => {
  const { of, workspace } = await setUp();
  const kept = { nodeDefaults: {}, cache: { maxAgeDays: 9 }, runs: { keepDays: 30 } };
  await expect(of("ada", "editor").write(kept)).rejects.toMatchObject({ code: "not_allowed" });
  expect(await of("eve", "admin").write(kept)).toEqual(kept);
  expect(await workspace.read()).toEqual(kept);
  const ada = of("ada", "editor");
  expect(await ada.read()).toEqual(kept);
  await ada.write({ ...(await ada.read()), planNoticeSeen: true, runs: { keepDays: 30, askAboveCalls: 3 } });
  expect(await workspace.read()).toEqual(kept);
  expect(await ada.read()).toEqual({ ...kept, planNoticeSeen: true, runs: { keepDays: 30, askAboveCalls: 3 } });
});
