import { beforeEach, describe, expect, it } from "vitest";
import { pdf } from "@/lib/worker/documents/testDocuments";
import { connectAccount } from "./support/api";
import { runCounted } from "./support/calls";
import { expectText, nodeCalled, openInspector, runButton } from "./support/canvas";
import { chooseFile, dropFile } from "./support/files";
import { type GraphSketch, openGraph, planModel } from "./support/graph";
import { setStage } from "./support/stage";

const stage = setStage();
beforeEach(() => connectAccount(stage.app));

/** Such a PDF has nothing but ASCII in it. */
const pdfFile = (name: string, pages: string[][]) => ({
  name,
  type: "application/pdf",
  text: Buffer.from(pdf(pages)).toString("latin1"),
});
const document: GraphSketch["nodes"][number] = {
  id: "paper",
  type: "fileInput",
  title: "Paper",
  at: [20, 160],
  data: { as: "document" },
};

describe("a document", () => {
  it("of sixty pages shows how it begins, and runs what follows once for each page", async () => {
    const { app, page } = stage;
    await openGraph(app, page, {
      nodes: [
        document,
        { id: "answer", type: "llmGenerate", title: "Answer", at: [600, 130], data: planModel },
        { id: "result", type: "output", title: "Result", at: [890, 160], data: { name: "result" } },
      ],
      wires: ["paper.pages > answer.prompt", "answer.text > result.value"],
    });
    const paper = nodeCalled(page, "Paper");
    const pages = Array.from({ length: 60 }, (_, index) => [`What page ${index + 1} says`]);
    await chooseFile(paper.getByRole("button", { name: /^Choose a file/ }), pdfFile("paper.pdf", pages));
    await expectText(paper, "paper.pdf");
    await expectText(paper, "60 pages");
    await expectText(paper.getByRole("region", { name: "How the file begins" }), "What page 1 says");

    // Its pages are counted before anything is sent.
    const runAll = async () => {
      await runButton(page).click();
      const question = page.getByRole("dialog", { name: "Run 60 model calls?" });
      await question.getByRole("button", { name: "Run 60 calls" }).click();
    };
    expect(await runCounted(stage, runAll)).toEqual({ status: "completed", calls: 60 });
    await expectText(nodeCalled(page, "Answer"), "60 of 60 items");
  });

  it("that is a scan offers to give its pages as pictures", async () => {
    const { app, page } = stage;
    await openGraph(app, page, { nodes: [document], wires: [] });
    const paper = nodeCalled(page, "Paper");
    await chooseFile(paper.getByRole("button", { name: /^Choose a file/ }), pdfFile("scan.pdf", [[], []]));
    await expectText(paper, "A scan: its pages have no text.");
    await paper.getByRole("button", { name: "Give pages as pictures" }).click();
    const inspector = await openInspector(page, "Paper");
    await expectText(inspector, "Give them as pictures");

    expect(await runCounted(stage)).toEqual({ status: "completed", calls: 0 });
  });

  it("that is dropped on the canvas becomes a node; one that cannot be read says what to save it as", async () => {
    const { app, page } = stage;
    await openGraph(app, page, { nodes: [], wires: [] });
    await dropFile(page.locator(".react-flow"), pdfFile("dropped.pdf", [["Dropped words"]]));
    await expectText(nodeCalled(page, "File"), "Dropped words");
    await dropFile(page.locator(".react-flow"), {
      name: "letter.rtf",
      type: "application/rtf",
      text: "{\\rtf1 Dear all}",
    });
    await expectText(page.locator("body"), "Save it as .docx or PDF.");
  });
});
