import { describe, expect, it } from "vitest";
import { gatherDocument } from "@/lib/nodes/documentText";
import { pdf, xlsx } from "./documents/testDocuments";
import { createNodeWork } from "./nodeWork";
import { createWorkers } from "./workers";

const rows = Array.from({ length: 100_000 }, (_, index) => [index, `name ${index}`]);

describe("a document that takes more memory than its thread may have", () => {
  it("is refused in words, and the next one is read", async () => {
    const work = createNodeWork(createWorkers(), createWorkers({ memoryMb: 24 }));
    const refusal = gatherDocument(work.readDocument(xlsx({ Large: rows }), {}));
    await expect(refusal).rejects.toMatchObject({ code: "too_large", message: /Split it into several files/ });
    expect(await gatherDocument(work.readDocument(pdf([["still here"]]), {}))).toEqual({
      unit: "page",
      pages: [{ text: "still here" }],
    });
  }, 20_000);
});

it("a document whose reader stops listening ends with the signal", async () => {
  const work = createNodeWork(createWorkers());
  const stop = new AbortController();
  const parts = work.readDocument(pdf(Array.from({ length: 50 }, (_, page) => [`page ${page}`])), {}, stop.signal);
  const reading = async () => {
    for await (const part of parts) if ("page" in part) stop.abort();
  };
  await expect(reading()).rejects.toMatchObject({ name: "AbortError" });
});

it("names the first fault of a value by a schema, refuses one that is none, and is silent where all fits", async () => {
  const { schemaFault } = createNodeWork(createWorkers());
  const schema = { type: "object", properties: { n: { type: "integer" } }, required: ["n"] };
  expect(await schemaFault(schema, { n: 1 })).toBeUndefined();
  expect(await schemaFault(schema, { n: "one" })).toContain("n");
  await expect(schemaFault({ pattern: "(" }, "one")).rejects.toMatchObject({ code: "invalid_request" });
});
