import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { inputForFiles, readFolderRows } from "./folderRows";

it("has a run for each file, in the order of people, and for nothing else", async () => {
  const directory = await testDirectory();
  await mkdir(join(directory, "in", "more"), { recursive: true });
  for (const name of ["page 10.pdf", "page 2.pdf", ".DS_Store"]) await writeFile(join(directory, "in", name), "x");
  await symlink(join(directory, "gone"), join(directory, "in", "link.pdf"));
  const rows = await readFolderRows({
    ...{ path: "in", directory, input: "page" },
    readFile: async (path) => `read ${path}`,
  });
  expect(rows.map(({ number, name, where }) => [number, name, where])).toEqual([
    [1, "page-2", join("in", "page 2.pdf")],
    [2, "page-10", join("in", "page 10.pdf")],
  ]);
  expect(rows[0]?.fields).toEqual({ page: "page 2.pdf" });
  expect(await rows[0]?.inputs()).toEqual({ page: `read ${join("in", "page 2.pdf")}` });
  const empty = readFolderRows({ path: "in/more", directory, input: "page", readFile: async () => "" });
  await expect(empty).rejects.toMatchObject({ code: "invalid_request", message: expect.stringContaining("no file") });
});

it("gives the files to the one input that can be meant, or asks which", () => {
  const input = (name: string, kind: NamedInput["kind"]) => ({ name, kind }) as NamedInput;
  const [note, tone, scan, count] = [
    ...[input("note", "long"), input("tone", "text"), input("scan", "file"), input("count", "number")],
  ] as [NamedInput, NamedInput, NamedInput, NamedInput];
  expect(inputForFiles([note, scan, tone, count], undefined, [])).toBe("scan");
  expect(inputForFiles([note, count], undefined, [])).toBe("note");
  expect(inputForFiles([note, tone], undefined, ["tone"])).toBe("note");
  expect(inputForFiles([note, tone], "tone", [])).toBe("tone");
  expect(() => inputForFiles([note, tone], undefined, [])).toThrow(/--each-input NAME. There are: note, tone/);
  expect(() => inputForFiles([count], undefined, [])).toThrow(/takes a file or a text/);
});
