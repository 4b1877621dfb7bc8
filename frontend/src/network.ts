/** The picture of who had it from whom: loaded on its page alone, since the library is large. Without
 *  it the page shows the same as an image and as a list. */
import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import { announce } from "./announce";
import { look } from "./network/look";
import { listenForPictures } from "./network/pictures";
import { type Drawn, elements } from "./network/shapes";
import { entrance, further, inWords, STEPS, type Step } from "./network/steps";

const MANY = 600; // From here on lines are simplified while the picture moves.
const NEAREST = 2.5;
const READABLE = 0.55; // The smallest scale at which names can still be read.
const AROUND = 20;

/** Cytoscape would put a style element into the page, which the security policy refuses with an error.
 *  It leaves that where an element of this name is there; the rule itself stands in network.css. */
function standIn(): void {
  const stand = document.createElement("meta");
  stand.id = "__________cytoscape_stylesheet";
  document.head.append(stand);
}

function draw(container: HTMLElement, drawn: Drawn): Core {
  const many = drawn.nodes.length + drawn.edges.length > MANY;
  return cytoscape({
    container,
    elements: elements(drawn),
    style: look(container, drawn.box),
    layout: { name: "preset" },
    minZoom: 0.02,
    maxZoom: NEAREST,
    autoungrabify: true,
    boxSelectionEnabled: false,
    // The wheel belongs to the page; buttons and keys zoom, and two fingers do.
    userZoomingEnabled: matchMedia("(pointer: coarse)").matches,
    hideEdgesOnViewport: many,
    textureOnViewport: many,
    pixelRatio: many ? 1 : "auto",
  });
}

/** The whole picture where its words can still be read so, else its beginning at the size of reading. */
function frame(cy: Core): void {
  cy.fit(undefined, AROUND);
  if (cy.zoom() > 1) cy.zoom(1);
  if (cy.zoom() < READABLE) {
    cy.zoom(0.8);
    const first = entrance(cy);
    if (first) cy.center(first);
  } else cy.center();
}

class Picture {
  private at: NodeSingular | undefined;

  constructor(private readonly cy: Core, private readonly canvas: HTMLElement, private readonly told: HTMLElement) {}

  listen(tools: HTMLElement): void {
    this.cy.on("tap", "node", (event) => this.go(event.target as NodeSingular));
    this.cy.on("dbltap", "node", () => this.open());
    this.canvas.addEventListener("keydown", (event) => this.pressed(event));
    this.canvas.addEventListener("focus", () => {
      const first = this.at ?? entrance(this.cy);
      if (first && this.canvas.matches(":focus-visible")) this.go(first);
    });
    tools.addEventListener("click", (event) => {
      const by = (event.target as Element).closest<HTMLElement>("[data-zoom]")?.dataset.zoom;
      if (by) this.zoom(Number(by));
    });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const zooms: Record<string, number> = { "+": 1.3, "=": 1.3, "-": 0.77, "0": 0 };
    if (STEPS.includes(event.key)) this.step(event.key as Step);
    else if (event.key === "Enter") this.open();
    else if (event.key in zooms) this.zoom(zooms[event.key]!);
    else return;
    event.preventDefault();
  }

  private step(step: Step): void {
    const from = this.at ?? entrance(this.cy);
    if (!from) return;
    const next = this.at ? further(this.cy, from, step) : from;
    if (next) this.go(next, this.at);
    else announce("Nothing further in this direction.");
  }

  private go(node: NodeSingular, from?: NodeSingular): void {
    this.cy.elements(".at, .near").removeClass("at near");
    this.at = node;
    node.addClass("at");
    node.connectedEdges().addClass("near");
    const words = inWords(node, from);
    this.tell(words, String(node.data("url") ?? ""));
    announce(words);
    const box = node.renderedBoundingBox();
    const outside = box.x1 < 0 || box.y1 < 0 || box.x2 > this.cy.width() || box.y2 > this.cy.height();
    if (outside) this.cy.center(node);
  }

  private tell(words: string, url: string): void {
    this.told.replaceChildren(words);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.rel = "nofollow noopener";
    link.textContent = "Open";
    this.told.append(" ", link);
  }

  private open(): void {
    const link = this.at ? this.told.querySelector("a") : null;
    if (link) link.click();
    else announce("There is no page about this.");
  }

  private zoom(by: number): void {
    if (by === 0) this.cy.fit(undefined, AROUND);
    else this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: this.at?.renderedPosition() ?? { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }
}

function start(): void {
  listenForPictures();
  const place = document.querySelector<HTMLElement>("[data-network]");
  const data = document.getElementById("network-data");
  if (!place || !data) return;
  const [canvas, tools, told] = [".network-canvas", ".network-tools", ".network-told"].map((name) => place.querySelector<HTMLElement>(name)) as [HTMLElement, HTMLElement, HTMLElement];
  const drawn = JSON.parse(data.textContent!) as Drawn;
  standIn();
  const cy = draw(canvas, drawn);
  frame(cy);
  new Picture(cy, canvas, told).listen(tools);
  const recolour = (): void => void cy.style(look(canvas, drawn.box));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  performance.mark("network-drawn");
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
