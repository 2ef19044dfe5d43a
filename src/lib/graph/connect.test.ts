import { describe, expect, it } from "vitest";
import { checkConnection, reaches } from "./connect";
import { edge, graphOf, portsOf } from "./testGraph";

describe("checkConnection", () => {
  const graph = graphOf(["a:source", "b:middle", "c:sink", "i:image"], ["a>b"]);
  const check = (source: string, target: string) => {
    const { source: from, target: to } = edge(`${source}>${target}`);
    return checkConnection(graph, portsOf, from, to);
  };

  it("allows a wire between ports that fit", () => {
    expect(check("b", "c")).toEqual({ ok: true });
  });

  it("refuses a wire into an input that is taken", () => {
    const busy = graphOf(["a:source", "x:source", "b:middle"], ["a>b"]);
    const { source, target } = edge("x>b");
    expect(checkConnection(busy, portsOf, source, target)).toEqual({ ok: false, reason: "input-taken" });
  });

  it("lets many wires into a port that takes many, but not the same one twice", () => {
    const joined = graphOf(["a:source", "b:source", "j:join"], ["a>j"]);
    const [again, other] = [edge("a>j"), edge("b>j")];
    expect(checkConnection(joined, portsOf, other.source, other.target)).toEqual({ ok: true });
    expect(checkConnection(joined, portsOf, again.source, again.target)).toEqual({
      ok: false,
      reason: "already-connected",
    });
  });

  it("refuses a wire that would close a circle, also onto the node itself", () => {
    const chain = graphOf(["a:middle", "b:middle"], ["a>b"]);
    const back = edge("b>a");
    const self = edge("a>a");
    expect(checkConnection(chain, portsOf, back.source, back.target)).toEqual({ ok: false, reason: "cycle" });
    expect(checkConnection(chain, portsOf, self.source, self.target)).toEqual({ ok: false, reason: "cycle" });
  });

  it("refuses types that do not fit, unknown ports and unknown nodes", () => {
    expect(check("i", "b")).toEqual({ ok: false, reason: "type-mismatch" });
    expect(check("c", "b")).toEqual({ ok: false, reason: "unknown-port" });
    expect(check("b", "a")).toEqual({ ok: false, reason: "unknown-port" });
    expect(check("a", "nobody")).toEqual({ ok: false, reason: "unknown-node" });
    expect(check("nobody", "b")).toEqual({ ok: false, reason: "unknown-node" });
  });

  it("looks at the ports that were named, not at others of the same nodes", () => {
    const forks = graphOf(["a:fork", "b:fork"], ["a>b"]);
    const port = (node: string) => ({ node, port: "picture" });
    expect(checkConnection(forks, portsOf, port("a"), port("b"))).toEqual({ ok: true });
    expect(checkConnection(forks, portsOf, port("a"), { node: "b", port: "in" })).toEqual({
      ok: false,
      reason: "type-mismatch",
    });
    const joined = graphOf(["a:fork", "j:join"], []);
    expect(checkConnection(joined, portsOf, { node: "a", port: "out" }, { node: "j", port: "in" })).toEqual({
      ok: true,
    });
  });
});

describe("reaches", () => {
  it("follows every wire that leaves a node", () => {
    const tree = graphOf(["a:source", "b:middle", "c:middle", "d:middle"], ["a>b", "a>c", "a>d"]);
    expect(["b", "c", "d", "e"].map((id) => reaches(tree, "a", id))).toEqual([true, true, true, false]);
  });

  it("ends in a graph that has a circle already", () => {
    expect(reaches(graphOf(["a:middle", "b:middle", "c:middle"], ["a>b", "b>a"]), "a", "c")).toBe(false);
  });
});
