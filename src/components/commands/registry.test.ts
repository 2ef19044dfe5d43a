import { afterEach, describe, expect, it, vi } from "vitest";
import { personStore } from "@/store/person";
import type { Role } from "@/types/people";
import { commandIds } from "./commands";
import { possibleCommands, provideCommands, runCommand } from "./registry";

const signIn = (role: Role | undefined) => personStore.setState({ person: role && { id: "p_1", name: "mina", role } });

afterEach(() => signIn(undefined));

describe("what can be done", () => {
  it("is everything that is provided, where nobody has a name and for editors", () => {
    const stop = provideCommands(Object.fromEntries(commandIds.map((id) => [id, { run: vi.fn() }])));
    expect(possibleCommands()).toEqual(commandIds);
    signIn("editor");
    expect(possibleCommands()).toEqual(commandIds);
    stop();
  });

  it("changes no document and no result for a runner, by no way that leads to it", () => {
    const run = vi.fn();
    const stop = provideCommands(Object.fromEntries(commandIds.map((id) => [id, { run }])));
    signIn("runner");
    const possible = new Set(possibleCommands());
    const forbidden = ["remove", "undo", "paste", "tidy", "palette", "describe", "editResult", "pinResult"] as const;
    const others = ["save", "newWorkflow", "templates", "importWorkflow", "deleteWorkflow", "renameWorkflow"] as const;
    expect([...forbidden, ...others].filter((id) => possible.has(id))).toEqual([]);
    const allowed = ["run", "runTo", "stop", "copy", "selectAll", "find", "read", "exportWorkflow", "connect"] as const;
    expect(allowed.filter((id) => !possible.has(id))).toEqual([]);
    runCommand("remove");
    expect(run).not.toHaveBeenCalled();
    runCommand("run");
    expect(run).toHaveBeenCalledOnce();
    stop();
  });
});
