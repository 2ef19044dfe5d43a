import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createSecretBox } from "./secretBox";

async function freshDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-box-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, "patchbay");
}

const place = { owner: "account-1", field: "refresh_token" };
const secretOf = (byte: number) => new Uint8Array(32).fill(byte);

it("opens what it sealed, in the same place only", async () => {
  const box = createSecretBox({ secret: undefined, configDir: await freshDirectory() });
  const sealed = await box.seal("top secret", place);
  expect(sealed).not.toContain("top secret");
  expect(await box.open(sealed, place)).toBe("top secret");
  for (const other of [
    { ...place, owner: "account-2" },
    { ...place, field: "access_token" },
  ]) {
    await expect(box.open(sealed, other)).rejects.toMatchObject({ code: "storage_failed" });
  }
});

it("opens the same secret again, and still nothing that was changed since", async () => {
  const box = createSecretBox({ secret: secretOf(1), configDir: "/nowhere" });
  const sealed = await box.seal("x", place);
  for (let count = 0; count < 2; count++) expect(await box.open(sealed, place)).toBe("x");
  const changed = `${sealed.slice(0, -1)}${sealed.endsWith("A") ? "Q" : "A"}`;
  for (const [text, where] of [
    [changed, place],
    [sealed, { ...place, owner: "account-2" }],
  ] as const) {
    await expect(box.open(text, where)).rejects.toMatchObject({ code: "storage_failed" });
  }
});

it("writes a compact JWE that names its key, owner and field", async () => {
  const box = createSecretBox({ secret: secretOf(1), configDir: "/nowhere" });
  const sealed = await box.seal("x", place);
  const [header = ""] = sealed.split(".");
  expect(sealed.split(".")).toHaveLength(5);
  expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
    alg: "dir",
    enc: "A256GCM",
    kid: await box.keyId(),
    ...place,
  });
});

it("refuses every changed character", async () => {
  const box = createSecretBox({ secret: secretOf(1), configDir: "/nowhere" });
  const sealed = await box.seal("x", place);
  for (let i = 0; i < sealed.length; i += 5) {
    const changed = sealed.slice(0, i) + (sealed[i] === "A" ? "B" : "A") + sealed.slice(i + 1);
    await expect(box.open(changed, place)).rejects.toMatchObject({ code: "storage_failed" });
  }
});

it("opens nothing with another key, and names that key differently", async () => {
  const mine = createSecretBox({ secret: secretOf(1), configDir: "/nowhere" });
  const other = createSecretBox({ secret: secretOf(2), configDir: "/nowhere" });
  await expect(other.open(await mine.seal("x", place), place)).rejects.toMatchObject({ code: "storage_failed" });
  expect(await mine.keyId()).not.toBe(await other.keyId());
  expect(await mine.mac("x")).not.toBe(await other.mac("x"));
});

it("makes a private key file once, also when several start together", async () => {
  const configDir = await freshDirectory();
  const boxes = Array.from({ length: 8 }, () => createSecretBox({ secret: undefined, configDir }));
  const ids = await Promise.all(boxes.map((box) => box.keyId()));
  expect(new Set(ids).size).toBe(1);
  expect((await stat(join(configDir, "secret.key"))).mode & 0o777).toBe(0o600);
  expect((await stat(configDir)).mode & 0o777).toBe(0o700);
});

it("leaves a key file alone that it cannot use", async () => {
  const configDir = await freshDirectory();
  const box = createSecretBox({ secret: undefined, configDir });
  const keyId = await box.keyId();
  const path = join(configDir, "secret.key");
  const good = await readFile(path, "utf8");
  await writeFile(path, "short");
  const later = createSecretBox({ secret: undefined, configDir });
  await expect(later.keyId()).rejects.toMatchObject({ code: "storage_failed", facts: { reason: "key_unusable" } });
  expect(await readFile(path, "utf8")).toBe("short");
  await writeFile(path, good);
  expect(await later.keyId()).toBe(keyId);
});

it("needs no key file when a secret is configured", async () => {
  const configDir = await freshDirectory();
  await createSecretBox({ secret: secretOf(3), configDir }).seal("x", place);
  await expect(stat(configDir)).rejects.toMatchObject({ code: "ENOENT" });
});

it("takes what another key made, and makes nothing with it", async () => {
  const [old, next] = [secretOf(1), secretOf(2)];
  const before = createSecretBox({ secret: old, configDir: "/nowhere" });
  const after = createSecretBox({ secret: next, configDir: "/nowhere" });
  const between = createSecretBox({ secret: next, secretAlso: old, configDir: "/nowhere" });
  expect(await between.open(await before.seal("x", place), place)).toBe("x");
  expect(await after.open(await between.seal("x", place), place)).toBe("x");
  expect(await between.macs("x")).toEqual([...(await after.macs("x")), ...(await before.macs("x"))]);
  expect(await between.mac("x")).toBe(await after.mac("x"));
});

it("seals anew what the other key sealed, in its own place, and nothing else", async () => {
  const before = createSecretBox({ secret: secretOf(1), configDir: "/nowhere" });
  const between = createSecretBox({ secret: secretOf(2), secretAlso: secretOf(1), configDir: "/nowhere" });
  const there = { ...place, address: "https://a.example" };
  const anew = await between.sealAnew(await before.seal("x", there));
  const after = createSecretBox({ secret: secretOf(2), configDir: "/nowhere" });
  expect(await after.open(anew ?? "", there)).toBe("x");
  await expect(after.open(anew ?? "", { ...there, address: "https://b.example" })).rejects.toThrow();
  const third = createSecretBox({ secret: secretOf(3), configDir: "/nowhere" });
  const others = [await between.seal("x", place), await third.seal("x", place), "a.b.c.d.e", "plain"];
  for (const other of others) expect(await between.sealAnew(other)).toBeUndefined();
  const broken = (await before.seal("x", place)).replace(/.{3}$/, "AAA");
  await expect(between.sealAnew(broken)).rejects.toMatchObject({ code: "storage_failed" });
});
