/** What the server sends of a network, and how it becomes what Cytoscape draws. */
import type { ElementDefinition } from "cytoscape";

export interface Box {
  id: string;
  kind: string;
  label: string;
  note: string;
  details: string;
  lines: string[];
  url: string;
  first: boolean;
  x: number;
  y: number;
}

export interface Arrow {
  source: string;
  target: string;
  kind: string;
  label: string;
  why: string;
  proposed: boolean;
  loop: boolean;
  bends: [number, number][];
}

export interface Drawn {
  nodes: Box[];
  edges: Arrow[];
  box: { width: number; height: number };
}

type Point = { x: number; y: number };

/** Where the bends of a line are, as Cytoscape wants them: how far along the straight line from its
 *  beginning to its end (0 to 1), and how far to the side of it. */
export function bent(bends: [number, number][], from: Point, to: Point): { weights: number[]; distances: number[] } {
  const across = to.x - from.x;
  const down = to.y - from.y;
  const square = across * across + down * down || 1;
  const length = Math.sqrt(square);
  const weights: number[] = [];
  const distances: number[] = [];
  for (const [x, y] of bends) {
    const [dx, dy] = [x - from.x, y - from.y];
    weights.push((dx * across + dy * down) / square);
    distances.push((across * dy - down * dx) / length);
  }
  return { weights, distances };
}

/** The elements of a picture, in the places that the server found for them. */
export function elements(drawn: Drawn): ElementDefinition[] {
  const places = new Map(drawn.nodes.map((node) => [node.id, node]));
  const half = drawn.box.width / 2;
  const nodes = drawn.nodes.map((node): ElementDefinition => ({
    group: "nodes",
    data: { ...node, text: node.lines.join("\n") },
    position: { x: node.x, y: node.y },
    classes: [node.kind, node.first ? "first" : ""].join(" "),
  }));
  const edges = drawn.edges.map((edge, at): ElementDefinition => {
    const [from, to] = [places.get(edge.source)!, places.get(edge.target)!];
    const way = bent(edge.bends, { x: from.x + half, y: from.y }, { x: to.x - half, y: to.y });
    const classes = [edge.kind, edge.loop ? "loop" : "", edge.proposed ? "proposed" : "", edge.bends.length ? "bent" : ""];
    return { group: "edges", data: { ...edge, id: `edge-${at}`, ...way }, classes: classes.join(" ") };
  });
  return [...nodes, ...edges];
}

/** Who comes next when someone goes up or down among boxes: the nearest in that direction, else none. */
export function nearest(from: Point, others: Iterable<[string, Point]>, by: 1 | -1): string | undefined {
  const ahead = [...others].filter(([, place]) => (place.y - from.y) * by > 0.5);
  ahead.sort(([, one], [, other]) => Math.abs(one.y - from.y) - Math.abs(other.y - from.y));
  return ahead[0]?.[0];
}
