import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { idleNode, idleRun } from "@/store/runReducer";
import { workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { Lightbox } from "./Lightbox";
import { closeLightbox, useLightbox } from "./lightboxUi";
import { PictureGrid } from "./PictureGrid";
import { readPictures } from "./picture";
import { droppedPicture, imageDataOf } from "./pictureDrag";

const png = { mime: "image/png", bytes: 10, width: 64, height: 32, got: { quality: "medium" } };
const assets = ["a", "b", "c"].map((letter) => ({ ...png, asset: letter.repeat(64) }));
const failed = { error: { code: "content_rejected", message: "Declined." } };
const pictures = readPictures([assets[0] ?? "", failed, assets[1] ?? "", assets[2] ?? ""], "Cat") ?? [];

function Page({ canEdit = true }: { canEdit?: boolean }) {
  const isOpen = useLightbox((state) => state.index !== undefined);
  return (
    <>
      <PictureGrid pictures={pictures} nodeId="make" />
      {isOpen && <Lightbox canEdit={canEdit} />}
    </>
  );
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));
const place = () => screen.getByText(/ of 3$/).textContent;

beforeEach(() => workflowStore.getState().load(workflow([{ id: "make", type: "imageGenerate", data: {} }])));
afterEach(() => {
  act(closeLightbox);
  cleanup();
});

describe("pictures in a grid", () => {
  it("show failed ones in their places, with the reason", () => {
    render(<Page />);
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["", "Declined.", "", ""]);
  });

  it("carry themselves when they are dragged", () => {
    render(<Page />);
    const kept = new Map<string, string>();
    const dataTransfer = { setData: (type: string, text: string) => kept.set(type, text), effectAllowed: "" };
    fireEvent.dragStart(screen.getByRole("link", { name: "Enlarge Picture 3" }), { dataTransfer });
    const dropped = droppedPicture({ getData: (type: string) => kept.get(type) ?? "" } as DataTransfer);
    const asset = { asset: "b".repeat(64), mime: "image/png", bytes: 10 };
    expect(dropped && imageDataOf(dropped)).toEqual({ asset, fileName: "Cat 3.png", dataUrl: undefined });
    expect(kept.get("DownloadURL")).toMatch(/^image\/png:Cat 3\.png:http.*\/api\/assets\/b{64}$/);
  });

  it("take nothing that only looks like one of them", () => {
    for (const text of ["", "{", "{}", '{"asset":{"asset":1},"fileName":"x"}']) {
      expect(droppedPicture({ getData: () => text } as unknown as DataTransfer)).toBeUndefined();
    }
  });
});

describe("a picture that is pressed", () => {
  it("is shown large with its facts, and its neighbours by arrow keys, without the failed ones", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 3" }));
    const dialog = screen.getByRole("dialog", { name: "Cat 3.png" });
    expect(dialog.textContent).toContain("64 × 32 px · medium");
    expect(place()).toBe("2 of 3");
    for (const [key, expected] of [
      ["ArrowRight", "3 of 3"],
      ["ArrowRight", "3 of 3"],
      ["Home", "1 of 3"],
      ["ArrowLeft", "1 of 3"],
      ["End", "3 of 3"],
    ] as const) {
      fireEvent.keyDown(screen.getByRole("dialog"), { key });
      expect(place()).toBe(expected);
    }
    press("Previous picture");
    expect(place()).toBe("2 of 3");
  });

  it("can be had as a file with its name", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    const link = screen.getByRole("link", { name: "Download" });
    expect([link.getAttribute("href"), link.getAttribute("download")]).toEqual([
      `/api/assets/${"a".repeat(64)}`,
      "Cat 1.png",
    ]);
  });

  it("becomes a node of its own beside the one that shows it", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    press("Put it on the canvas");
    expect(screen.queryByRole("dialog")).toBeNull();
    const added = workflowStore.getState().workflow?.nodes.find(({ type }) => type === "imageInput");
    expect(added?.data).toMatchObject({ asset: { asset: "a".repeat(64) }, fileName: "Cat 1.png" });
  });

  it("offers no node where nothing can be edited", () => {
    render(<Page canEdit={false} />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    expect(screen.queryByRole("button", { name: "Put it on the canvas" })).toBeNull();
  });

  it("opens as a page of its own with a key held", () => {
    render(<Page />);
    const link = screen.getByRole("link", { name: "Enlarge Picture 1" });
    link.addEventListener("click", (event) => event.preventDefault());
    fireEvent.click(link, { ctrlKey: true });
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("two pictures", () => {
  it("are laid one over the other, with an edge that keys move, and the pages do not turn meanwhile", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    press("Compare with another picture");
    expect(screen.getAllByRole("img", { name: /^Cat/ }).map((image) => image.getAttribute("alt"))).toContain(
      "Cat 3.png",
    );
    const edge = screen.getByRole("slider", { name: "Edge between the pictures" });
    fireEvent.keyDown(edge, { key: "ArrowRight" });
    expect(place()).toBe("1 of 3");
    fireEvent.change(edge, { target: { value: "20" } });
    expect(edge.getAttribute("aria-valuetext")).toBe("Cat 3.png to 20%");
    press("Compare with another picture");
    expect(screen.queryByRole("slider")).toBeNull();
  });

  it("may be the one that was made and the one that it was made of", () => {
    const from = { id: "from", type: "imageInput", title: "Photo", data: {} };
    const make = { id: "make", type: "imageGenerate", data: {} };
    const wire = { id: "w", source: { node: "from", port: "image" }, target: { node: "make", port: "images" } };
    workflowStore.getState().load({ ...workflow([from, make]), edges: [wire] });
    const photo = { ...png, asset: "d".repeat(64) };
    const nodes = { from: { ...idleNode, status: "done" as const, output: { image: photo } } };
    runStore.setState({ run: { ...idleRun, id: "run_1", status: "completed", nodes } });
    const one = readPictures(assets[0], "Cat") ?? [];
    render(
      <>
        <PictureGrid pictures={one} nodeId="make" />
        <Page />
      </>,
    );
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture" }));
    press("Compare with another picture");
    expect(screen.getByRole("slider").getAttribute("aria-valuetext")).toBe("Photo.png to 50%");
    act(() => runStore.getState().clear());
  });
});

describe("a picture that is looked at from nearer", () => {
  it("grows and shrinks by steps, and is whole again with a press", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    press("Larger");
    expect(screen.getByText("200%")).toBeTruthy();
    expect(screen.getByRole("img", { name: "Cat 1.png" }).style.width).toBe("128px");
    press("Smaller");
    press("Smaller");
    expect(screen.getByText("50%")).toBeTruthy();
    press("Show it whole");
    expect(screen.getByText("Whole")).toBeTruthy();
  });

  it("obeys + and -, 0 shows it whole, and the next one is seen whole", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    const key = (name: string) => fireEvent.keyDown(screen.getByRole("dialog"), { key: name });
    key("+");
    key("+");
    expect(screen.getByText("400%")).toBeTruthy();
    key("-");
    expect(screen.getByText("200%")).toBeTruthy();
    key("0");
    expect(screen.getByText("Whole")).toBeTruthy();
    key("+");
    key("ArrowRight");
    expect(screen.getByText("Whole")).toBeTruthy();
  });

  it("goes nearer and away with the wheel, and is whole again when it has room", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    const image = screen.getByRole("img", { name: "Cat 1.png" });
    expect(fireEvent.wheel(image, { deltaY: -100 })).toBe(false);
    expect(screen.getByText("122%")).toBeTruthy();
    fireEvent.wheel(image, { deltaY: 400 });
    expect(screen.getByText("Whole")).toBeTruthy();
  });

  it("is moved by hand while it is larger, which is no press", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    press("Larger");
    const image = screen.getByRole("img", { name: "Cat 1.png" });
    const room = image.closest(".overflow-auto");
    if (room === null) throw new Error("It is not larger than its room.");
    fireEvent.pointerDown(image, { button: 0, pointerId: 1, clientX: 50, clientY: 50 });
    fireEvent.pointerMove(window, { pointerId: 1, clientX: 20, clientY: 40 });
    fireEvent.pointerUp(window, { pointerId: 1 });
    expect([room.scrollLeft, room.scrollTop]).toEqual([30, 10]);
    fireEvent.click(image, { detail: 1 });
    expect(screen.getByText("200%")).toBeTruthy();
    fireEvent.pointerDown(image, { button: 0, pointerId: 1 });
    fireEvent.pointerUp(window, { pointerId: 1 });
    fireEvent.click(image, { detail: 1 });
    expect(screen.getByText("Whole")).toBeTruthy();
  });

  it("follows two fingers", () => {
    render(<Page />);
    fireEvent.click(screen.getByRole("link", { name: "Enlarge Picture 1" }));
    const image = screen.getByRole("img", { name: "Cat 1.png" });
    fireEvent.pointerDown(image, { button: 0, pointerId: 1, clientX: 0, clientY: 0 });
    fireEvent.pointerDown(image, { button: 0, pointerId: 2, clientX: 100, clientY: 0 });
    fireEvent.pointerMove(window, { pointerId: 2, clientX: 300, clientY: 0 });
    expect(screen.getByText("300%")).toBeTruthy();
  });
});
