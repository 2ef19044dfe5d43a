import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AssetStore, CacheStore, RunClaims, RunJournal, WorkflowStore } from "@/lib/storage/ports";
import type { Workflow } from "@/types/workflow";

/** A place for assets and for all that names them, which nobody else uses. */
export interface AssetPlace {
  /** The assets there, as another process has them. */
  open(now?: () => number): AssetStore;
  /** Removes what nothing names. Gives how many. */
  sweep(now: () => number): Promise<number>;
  workflows: WorkflowStore;
  cache: CacheStore;
  journal: RunJournal;
  claims: RunClaims;
}

const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;
const later = () => Date.now() + 8 * DAY_MS;

const empty: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w", name: "A", revision: 0 },
  ...{ nodes: [], edges: [], layout: { nodes: {}, groups: [] } },
};

/** A document that names an asset. */
function naming(asset: string, id = "w"): Workflow {
  return { ...empty, id, nodes: [{ id: "f", type: "file", data: { file: { asset } } }] };
}

/** What every form of `AssetStore` and of its sweep does. */
export function assetStoreContract(form: string, make: () => Promise<AssetPlace>): void {
  describe(`assets in ${form}`, () => assets(make));
  describe(`the sweep of assets in ${form}`, () => sweeps(make));
}

function assets(make: () => Promise<AssetPlace>): void {
  it.each([0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 5])(
    "give back %d bytes under their SHA-256, also to another process",
    async (size) => {
      const { open } = await make();
      const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7919) % 251);
      const asset = createHash("sha256").update(bytes).digest("hex");
      expect(await open().put(bytes, "image/png")).toEqual({ asset, mime: "image/png", bytes: size });
      expect(Buffer.from(await open().get(asset)).equals(bytes)).toBe(true);
    },
  );

  it("are kept once, however many put the same at one time", async () => {
    const { open } = await make();
    const bytes = Buffer.alloc(2 * MEGABYTE + 1, "x");
    const refs = await Promise.all(Array.from({ length: 8 }, () => open().put(bytes, "text/plain")));
    expect(new Set(refs.map(({ asset }) => asset)).size).toBe(1);
    expect(Buffer.from(await open().get(refs[0]?.asset ?? "")).equals(bytes)).toBe(true);
  });

  it.each(["a".repeat(64), "../../etc/passwd", "A".repeat(64), ""])("say that %j is not there", async (asset) => {
    const { open } = await make();
    await expect(open().get(asset)).rejects.toMatchObject({ code: "not_found" });
  });
}

function sweeps(make: () => Promise<AssetPlace>): void {
  const placeWith = async () => {
    const place = await make();
    const put = async (content: string) => (await place.open().put(Buffer.from(content), "text/plain")).asset;
    const isKept = (asset: string) =>
      place
        .open()
        .get(asset)
        .then(
          () => true,
          () => false,
        );
    return { ...place, put, isKept };
  };

  it("removes what nothing names, and keeps what documents, runs and kept results name", async () => {
    const { put, isKept, sweep, ...place } = await placeWith();
    const [ofDocument = "", ofRun = "", ofResult = "", ofNothing = ""] = await Promise.all(
      ["a", "b", "c", "d"].map(put),
    );
    await place.workflows.create(naming(ofDocument));
    await place.claims.claim("r");
    const value = { asset: ofRun, mime: "image/png", bytes: 1 };
    await place.journal.append("r", [{ type: "run-end", status: "completed", outputs: { picture: [value] } }]);
    await place.cache.put("f".repeat(64), { output: { images: [{ ...value, asset: ofResult }] } });
    expect(await sweep(later)).toBe(1);
    expect(await Promise.all([ofDocument, ofRun, ofResult, ofNothing].map(isKept))).toEqual([true, true, true, false]);
  });

  it("keeps what an earlier version of a document names, and a deleted one", async () => {
    const { put, isKept, sweep, workflows } = await placeWith();
    const [ofVersion = "", ofDeleted = ""] = await Promise.all(["a", "b"].map(put));
    const saved = await workflows.create(naming(ofVersion));
    await workflows.update({ ...saved, nodes: [] });
    await workflows.create(naming(ofDeleted, "deleted"));
    await workflows.remove("deleted");
    expect(await sweep(later)).toBe(0);
    expect(await Promise.all([ofVersion, ofDeleted].map(isKept))).toEqual([true, true]);
  });

  it("keeps what is named by what is named, as the pictures of a run's document are", async () => {
    const { put, isKept, sweep, workflows } = await placeWith();
    const picture = await put("picture");
    const [text, list] = [`{"nodes":[{"asset":"${picture}"}]}`, (asset: string) => `["${asset}"]`];
    // A name that two slices of a long asset share.
    const padded = `{"pad":"${"x".repeat(MEGABYTE - 40)}","asset":"${await put(text)}"}`;
    await workflows.create(naming(await put(list(await put(padded)))));
    await put(`not JSON: ${await put("named by no JSON")}`);
    expect(await sweep(later)).toBe(2);
    expect(await isKept(picture)).toBe(true);
  });

  it("leaves what was put within a week, or put again, and what that names", async () => {
    const { open, put, isKept, sweep } = await placeWith();
    const picture = await put("picture");
    const naming = JSON.stringify({ picture });
    const old = await put(naming);
    expect(await sweep(Date.now)).toBe(0);
    await open(() => Date.now() + 2 * DAY_MS).put(Buffer.from(naming), "application/json");
    expect(await sweep(later)).toBe(0);
    expect(await isKept(old)).toBe(true);
    expect(await sweep(() => Date.now() + 10 * DAY_MS)).toBe(2);
    expect(await isKept(picture)).toBe(false);
  });

  it("does nothing where nothing is", async () => {
    expect(await (await make()).sweep(later)).toBe(0);
  });
}
