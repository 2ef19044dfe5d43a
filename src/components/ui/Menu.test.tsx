import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { Play } from "lucide-react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { IconButton } from "./IconButton";
import { Menu, MenuItem } from "./Menu";
import { TooltipLayer } from "./TooltipLayer";

afterEach(cleanup);

describe("a menu", () => {
  it("opens with the first press, although its machinery is loaded only then, and runs what is chosen", async () => {
    const onSelect = vi.fn();
    render(
      <Menu trigger={<IconButton label="Actions" icon={Play} />}>
        <MenuItem onSelect={onSelect}>Duplicate</MenuItem>
      </Menu>,
    );
    const trigger = screen.getByRole("button", { name: "Actions" });
    expect(trigger.getAttribute("aria-haspopup")).toBe("menu");
    fireEvent.click(trigger);
    fireEvent.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
    expect(onSelect).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
  });

  it("opens with the arrow key as well", async () => {
    render(
      <Menu trigger={<IconButton label="Actions" icon={Play} />}>
        <MenuItem onSelect={() => {}}>Duplicate</MenuItem>
      </Menu>,
    );
    fireEvent.keyDown(screen.getByRole("button", { name: "Actions" }), { key: "ArrowDown" });
    expect(await screen.findByRole("menuitem", { name: "Duplicate" })).toBeTruthy();
  });
});

describe("a tooltip", () => {
  it("comes after a moment over its control and goes with Escape", async () => {
    vi.useFakeTimers();
    render(
      <>
        <IconButton label="Undo" shortcut="⌘Z" icon={Play} />
        <TooltipLayer />
      </>,
    );
    fireEvent.pointerOver(screen.getByRole("button", { name: "Undo" }));
    expect(screen.queryByText("⌘Z")).toBeNull();
    await vi.advanceTimersByTimeAsync(500);
    vi.useRealTimers();
    expect(await screen.findByText("⌘Z")).toBeTruthy();
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByText("⌘Z")).toBeNull());
  });

  it("does not come over the menu that its control has opened", async () => {
    render(
      <>
        <Menu trigger={<IconButton label="Actions" icon={Play} />}>
          <MenuItem onSelect={() => {}}>Duplicate</MenuItem>
        </Menu>
        <TooltipLayer />
      </>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Actions" }));
    await screen.findByRole("menuitem", { name: "Duplicate" });
    vi.useFakeTimers();
    fireEvent.pointerOver(screen.getByRole("button", { name: "Actions", hidden: true }));
    await act(() => vi.advanceTimersByTimeAsync(500));
    vi.useRealTimers();
    expect(screen.queryByText("Actions")).toBeNull();
  });
});
