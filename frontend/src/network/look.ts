/** The look of the network: the tokens of the page, read anew when its colours change. */
import type { StylesheetJson } from "cytoscape";

/** The colour that a token stands for now: a canvas knows nothing of custom properties. */
function colour(probe: HTMLElement, token: string): string {
  probe.style.color = `var(--${token})`;
  return getComputedStyle(probe).color;
}

/** Styles for Cytoscape. Shapes, dashes and words carry what is meant; colours only repeat it. */
export function look(container: HTMLElement, box: { width: number; height: number }): StylesheetJson {
  const probe = document.createElement("span");
  probe.hidden = true;
  container.parentElement!.append(probe);
  const [ink, muted, edge, card, focus] = ["ink", "muted", "edge", "card", "focus"].map((name) => colour(probe, name)) as [string, string, string, string, string];
  const font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  const side = box.width / 2;
  return [
    {
      selector: "node",
      style: {
        shape: "rectangle", width: box.width, height: box.height, "background-color": card, "border-width": 1.2, "border-color": edge,
        label: "data(text)", color: ink, "font-family": font, "font-size": 12, "text-wrap": "wrap", "text-max-width": `${box.width - 14}px`,
        "text-valign": "center", "text-halign": "center", "line-height": 1.25, "min-zoomed-font-size": 7, "overlay-opacity": 0,
      },
    },
    { selector: "node.person, node.unnamed", style: { shape: "round-rectangle", "corner-radius": `${box.height / 2}px` } },
    { selector: "node.organisation", style: { shape: "hexagon" } },
    { selector: "node.outlet", style: { shape: "round-rectangle", "corner-radius": "4px", "border-style": "double", "border-width": 4 } },
    { selector: "node.unnamed, node.missing", style: { "border-style": "dashed" } },
    { selector: "node.first", style: { "border-width": 2.5, "border-color": ink } },
    {
      selector: "edge",
      style: {
        width: 1.5, "line-color": edge, "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": muted,
        "source-endpoint": `${side}px 0px`, "target-endpoint": `${-side}px 0px`, label: "data(label)", color: muted, "font-family": font,
        "font-size": 11, "min-zoomed-font-size": 8, "text-background-color": card, "text-background-opacity": 1, "text-background-padding": "2px",
        "overlay-opacity": 0,
      },
    },
    {
      selector: "edge.bent",
      style: { "curve-style": "round-segments", "edge-distances": "endpoints", "segment-weights": "data(weights)", "segment-distances": "data(distances)" } as never,
    },
    { selector: "edge.loop", style: { "curve-style": "unbundled-bezier", "control-point-distances": -90, "control-point-weights": 0.5, "source-endpoint": "outside-to-node", "target-endpoint": "outside-to-node" } as never },
    { selector: "edge.republishes, edge.translates", style: { width: 3 } },
    { selector: "edge.quotes, edge.cites, edge.links, edge.corrects", style: { "line-style": "dashed" } },
    { selector: "edge.quotes", style: { "line-dash-pattern": [7, 4] } },
    { selector: "edge.cites", style: { "line-dash-pattern": [2, 4] } },
    { selector: "edge.links", style: { "line-dash-pattern": [1, 6] } },
    { selector: "edge.corrects", style: { "line-dash-pattern": [10, 4, 2, 4] } },
    { selector: "edge.proposed", style: { "line-style": "dashed", "line-dash-pattern": [3, 3] } },
    { selector: "node.at", style: { "border-width": 4, "border-style": "solid", "border-color": focus } },
    { selector: "edge.near", style: { "line-color": focus, "target-arrow-color": focus, color: ink, "z-index": 9 } },
  ];
}
