/** Going through a network with the keyboard: along the arrows, or among the boxes beside. */
import type { Core, NodeCollection, NodeSingular } from "cytoscape";
import { nearest } from "./shapes";

export type Step = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";
export const STEPS: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** Where one comes in: the first text, else the box furthest left and up. */
export function entrance(cy: Core): NodeSingular | undefined {
  const all = boxes(cy.nodes());
  all.sort((one, other) => one.position("x") - other.position("x") || one.position("y") - other.position("y"));
  return all.find((node) => node.hasClass("first")) ?? all[0];
}

/** The box one step further; undefined where nothing is there. Left and right follow the arrows to the
 *  nearest box; up and down go to the boxes that stand in the same layer. */
export function further(cy: Core, at: NodeSingular, step: Step): NodeSingular | undefined {
  const here = at.position();
  const others = (nodes: NodeCollection): NodeSingular[] => boxes(nodes).filter((node) => node.id() !== at.id());
  if (step === "ArrowUp" || step === "ArrowDown") {
    const beside = others(cy.nodes()).filter((node) => Math.abs(node.position("x") - here.x) < 1);
    const places = beside.map((node): [string, { x: number; y: number }] => [node.id(), node.position()]);
    const id = nearest(here, places, step === "ArrowUp" ? -1 : 1);
    return id === undefined ? undefined : cy.getElementById(id);
  }
  const ends = others(step === "ArrowRight" ? at.outgoers().nodes() : at.incomers().nodes());
  return ends.sort((one, other) => Math.abs(one.position("y") - here.y) - Math.abs(other.position("y") - here.y))[0];
}

function boxes(nodes: NodeCollection): NodeSingular[] {
  return nodes.toArray() as unknown as NodeSingular[];
}

/** A box in words: what it is, from how many it has it, how many have it from there. */
export function inWords(at: NodeSingular, from?: NodeSingular): string {
  const said = [at.data("label") || "Untitled text", at.data("note"), at.data("details")].filter(Boolean);
  const edge = from ? at.edgesWith(from) : undefined;
  const passed = edge?.nonempty() ? `${edge[0]!.data("label")}: ` : "";
  const [above, below] = [at.incomers("edge").length, at.outgoers("edge").length];
  return `${passed}${said.join(", ")}. Comes from ${above || "nowhere known"}; ${below || "none"} from there.`;
}
