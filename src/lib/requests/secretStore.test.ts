import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { putSecretSchema } from "@/types/secrets";
import { createSecretStore } from "./secretStore";

const value = "s3cret-value-of-mine";
const origins = ["https://api.example.com"];

async function setUp() {
  const dataDir = await testDirectory();
  const open = () =>
    createSecretStore({
      texts: createFileTextStore(dataDir),
      box: createSecretBox({ configDir: dataDir, secret: undefined }),
      now: () => 0,
    });
  return { file: join(dataDir, "secrets.json"), secrets: open(), others: open() };
}

it("a secret opens in every process with where it may go, and is in no list and not in the file", async () => {
  const { file, secrets, others } = await setUp();
  const view = await secrets.put("API_KEY", { value, origins });
  expect(view).toEqual({ name: "API_KEY", origins, updatedAt: "1970-01-01T00:00:00.000Z" });
  expect(await others.open("API_KEY")).toEqual({ value, origins });
  expect(await others.list()).toEqual([view]);
  expect(await readFile(file, "utf8")).not.toContain(value);
  await others.put("API_KEY", { value: "another", origins });
  expect(await secrets.open("API_KEY")).toEqual({ value: "another", origins });
  await secrets.remove("API_KEY");
  await expect(others.open("API_KEY")).rejects.toMatchObject({ code: "not_found", facts: { secret: "API_KEY" } });
  await expect(others.remove("API_KEY")).rejects.toMatchObject({ code: "not_found" });
});

it("a file that was changed by hand opens nothing: a secret cannot be led elsewhere", async () => {
  const { file, secrets, others } = await setUp();
  await secrets.put("API_KEY", { value, origins });
  await writeFile(file, (await readFile(file, "utf8")).replace("api.example.com", "evil.example.com"));
  await expect(others.open("API_KEY")).rejects.toMatchObject({ code: "storage_failed" });
  await expect(others.list()).rejects.toThrow("changed by something other");
});

it("an origin is https and a host, or http on this computer", () => {
  const read = (origin: string) => putSecretSchema.safeParse({ value, origins: [origin] }).data?.origins[0];
  expect(read("https://API.example.com/")).toBe("https://api.example.com");
  expect(read("http://127.0.0.1:4000")).toBe("http://127.0.0.1:4000");
  for (const wrong of [
    "http://api.example.com",
    "https://api.example.com/v1",
    "api.example.com",
    "https://a@b.c",
    "*",
  ]) {
    expect(read(wrong), wrong).toBeUndefined();
  }
  expect(putSecretSchema.safeParse({ value, origins: [] }).success).toBe(false);
  expect(putSecretSchema.safeParse({ value: "two\nlines", origins }).success).toBe(false);
});
