import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useFollowEnd } from "./useFollowEnd";

/** A page of 100 pixels with a text of as many lines of 20 pixels as there are words; `scrollTop` is where it is scrolled to. */
function read(text: string) {
  const page = { clientHeight: 100, scrollHeight: 0, scrollTop: 0 };
  const measure = (words: string) => {
    page.scrollHeight = words.split(" ").length * 20;
    return { text: words, isGrowing: true };
  };
  const { rerender } = renderHook(
    // Only these three of an element are used.
    (props) => useFollowEnd(page as HTMLElement, props.text, props.isGrowing),
    { initialProps: measure(text) },
  );
  return { page, grow: (words: string) => rerender(measure(words)), end: () => rerender({ text, isGrowing: false }) };
}

const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");

it("begins where the text begins, and follows its end from where the page is full", () => {
  const { page, grow } = read(words(3));
  grow(words(5));
  grow(words(9));
  expect(page.scrollTop).toBe(180);
});

it("stays where the reader is in the middle of it, also when it is opened there", () => {
  const { page, grow } = read(words(50));
  grow(words(60));
  expect(page.scrollTop).toBe(0);
  page.scrollTop = 400;
  grow(words(70));
  expect(page.scrollTop).toBe(400);
});

it("follows again once the reader has come to the end", () => {
  const { page, grow } = read(words(50));
  page.scrollTop = 890;
  grow(words(60));
  expect(page.scrollTop).toBe(1_200);
});

it("leaves a finished text where it is", () => {
  const { page, grow, end } = read(words(5));
  grow(words(9));
  page.scrollTop = 80;
  page.scrollHeight = 400;
  end();
  expect(page.scrollTop).toBe(80);
});
