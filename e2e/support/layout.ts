import type { Page } from "playwright-core";
import { eventually } from "./eventually";

/** Nothing lies over what can be pressed, nothing is cut off where nobody can scroll to it, no page is too wide. */
export async function expectInReach(page: Page, screen: string): Promise<void> {
  await eventually(async () => ({ screen, faults: await layoutFaults(page) })).toEqual({ screen, faults: [] });
}

/** What is wrong with how the page lies in its window, a line for each fault. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressable =
      "button, a[href], input, textarea, select, [role=tab], [role=menuitem], [role=option], [role=switch], [role=radio], [role=checkbox], [role=slider], [role=combobox]";
    const faults = new Set<string>();
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 0) faults.add(`the page is ${wide} px wider than the window`);

    const nameOf = (element: Element) => {
      const text = element.getAttribute("aria-label") ?? element.textContent.trim();
      return `${element.getAttribute("role") ?? element.localName} “${text.slice(0, 40)}”`;
    };

    // The page of the canvas never scrolls, that of a workflow does so as a whole.
    const fixed = document.createElement("div").style;
    const pageStyle = document.createElement("div").style;
    if (location.pathname.startsWith("/run/")) pageStyle.overflowY = "auto";

    /** The part of an element that its boxes leave to see, and whether the rest can be scrolled to. */
    const seenPart = (element: Element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const part = { left, top, right, bottom, lost: "" };
      const cut = (box: { left: number; top: number; right: number; bottom: number }, how: CSSStyleDeclaration) => {
        const across = part.right > box.right + 1 || part.left < box.left - 1;
        const down = part.bottom > box.bottom + 1 || part.top < box.top - 1;
        const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";
        if ((across && !scrolls(how.overflowX)) || (down && !scrolls(how.overflowY))) part.lost = "is cut off";
        part.left = Math.max(part.left, box.left);
        part.right = Math.min(part.right, box.right);
        part.top = Math.max(part.top, box.top);
        part.bottom = Math.min(part.bottom, box.bottom);
      };
      let isFixed = getComputedStyle(element).position === "fixed";
      for (let up = element.parentElement; up !== null && !isFixed; up = up.parentElement) {
        const how = getComputedStyle(up);
        if (how.overflow !== "visible" && up !== document.body && up !== document.documentElement)
          cut(up.getBoundingClientRect(), how);
        isFixed = how.position === "fixed";
      }
      const screen = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
      // What a page or a box that scrolls hides is within reach.
      if (part.right > part.left && part.bottom > part.top) cut(screen, isFixed ? fixed : pageStyle);
      return part;
    };

    const isShown = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest("[inert], [aria-hidden=true], .sr-only") === null;

    // What an open menu covers is out of reach until it is closed.
    const menu = Array.from(document.querySelectorAll("[role=menu]")).at(-1);
    for (const element of (menu ?? document).querySelectorAll(pressable)) {
      const { width, height } = element.getBoundingClientRect();
      // Hidden fields behind drawn ones are a pixel large.
      if (width < 4 || height < 4 || !isShown(element)) continue;
      if (getComputedStyle(element).pointerEvents === "none") continue;
      // The canvas is moved to what lies outside of it, and bars may lie over its nodes.
      if (element.closest(".react-flow__viewport, .skip-link") !== null) continue;
      const part = seenPart(element);
      if (part.lost !== "") faults.add(`${nameOf(element)} ${part.lost}`);
      if (part.right - part.left < 2 || part.bottom - part.top < 2) continue;
      const top = document.elementFromPoint((part.left + part.right) / 2, (part.top + part.bottom) / 2);
      const isReached = top === null || element.contains(top) || top.closest("label")?.contains(element) === true;
      if (!isReached && top !== null) faults.add(`${nameOf(element)} lies under ${nameOf(top)}`);
    }

    // Words of what is pressed and of headings stand there whole; names that people give may be cut, and say so.
    for (const element of document.querySelectorAll("button, [role=tab], [role=radio], h1, h2, h3, label, legend")) {
      if (!isShown(element) || element.closest(".react-flow__viewport") !== null) continue;
      for (const box of [element, ...element.querySelectorAll("*")]) {
        if (!(box instanceof HTMLElement) || box.closest(".sr-only") !== null) continue;
        const how = getComputedStyle(box);
        if (how.overflowX === "visible" || how.textOverflow === "ellipsis" || box.clientWidth === 0) continue;
        if (box.scrollWidth > box.clientWidth + 1) faults.add(`words of ${nameOf(element)} are cut off`);
      }
    }
    return Array.from(faults);
  });
}
