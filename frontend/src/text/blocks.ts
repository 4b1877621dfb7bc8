/** Where a place in the page stands in the canonical text, and the other way round.
 *  A block is an element with data-start and data-end (code points, half-open); its text nodes are exactly
 *  those characters. Anything inside marked data-skip is ours (an open note) and not part of the text. */
import { lengthOf, toPoints, toUnits } from "./codepoints";
import type { Span } from "./sentences";

const BLOCK = "[data-start][data-end]";

/** The first code point of a block. */
export function startOf(block: HTMLElement): number {
  return Number(block.dataset.start);
}

/** The code point after the last of a block. */
export function endOf(block: HTMLElement): number {
  return Number(block.dataset.end);
}

/** All blocks of the text, in order. */
export function blocksIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(BLOCK)];
}

/** The text nodes of a block that are text of the snapshot. */
export function textNodes(block: Node): Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof HTMLElement) return "skip" in node.dataset ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    return NodeFilter.FILTER_ACCEPT;
  });
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

/** The canonical characters of a block. */
export function textOf(block: Node): string {
  return textNodes(block).map((node) => node.data).join("");
}

/** The code point offset of a range's boundary; null outside the text. */
export function offsetOf(root: HTMLElement, node: Node, offset: number): number | null {
  const point = document.createRange();
  point.setStart(node, offset);
  const host = node instanceof Element ? node : node.parentElement;
  const own = host?.closest<HTMLElement>(BLOCK);
  if (own && root.contains(own)) return startOf(own) + pointsBefore(own, point);
  return root.contains(node) ? betweenBlocks(root, point) : null;
}

/** Code points of the block that lie before the point. */
function pointsBefore(block: HTMLElement, point: Range): number {
  let points = 0;
  for (const node of textNodes(block)) {
    if (point.comparePoint(node, node.length) <= 0) points += lengthOf(node.data);
    else if (node === point.startContainer) return points + toPoints(node.data, point.startOffset);
    else return points;
  }
  return points;
}

/** A point that stands in no block (between two, or at the edge): the end of the block before it. */
function betweenBlocks(root: HTMLElement, point: Range): number | null {
  const blocks = blocksIn(root);
  let last: number | null = null;
  for (const block of blocks) {
    if (point.comparePoint(block, 0) > 0) break;
    last = endOf(block);
  }
  return last ?? (blocks[0] ? startOf(blocks[0]) : null);
}

/** The span a range covers in the text, without white space at its ends; null if it covers none of it. */
export function spanOf(root: HTMLElement, range: Range): Span | null {
  const inside = clipped(root, range);
  if (!inside) return null;
  const start = offsetOf(root, inside.startContainer, inside.startOffset);
  const end = offsetOf(root, inside.endContainer, inside.endOffset);
  if (start === null || end === null || end <= start) return null;
  return tightened(root, { start, end });
}

/** The part of a range that lies in the text: a selection dragged out of it ends at its edge. */
function clipped(root: HTMLElement, range: Range): Range | null {
  if (!range.intersectsNode(root)) return null;
  const inside = range.cloneRange();
  if (!root.contains(range.startContainer)) inside.setStart(root, 0);
  if (!root.contains(range.endContainer)) inside.setEnd(root, root.childNodes.length);
  return inside;
}

/** The span without white space at its ends, and without the gaps between blocks. */
function tightened(root: HTMLElement, span: Span): Span | null {
  const touched = blocksIn(root).filter((b) => endOf(b) > span.start && startOf(b) < span.end);
  let start: number | null = null;
  let end = 0;
  for (const block of touched) {
    const text = textOf(block);
    const from = Math.max(span.start - startOf(block), 0);
    const upto = Math.min(span.end, endOf(block)) - startOf(block);
    const part = text.slice(toUnits(text, from), toUnits(text, upto));
    if (!part.trim()) continue;
    const lead = part.length - part.trimStart().length;
    start ??= startOf(block) + from + toPoints(part, lead);
    end = startOf(block) + from + lengthOf(part.trimEnd());
  }
  return start === null ? null : { start, end };
}

/** The DOM range of a span; null where no block holds its start or its end. */
export function rangeOf(root: HTMLElement, span: Span): Range | null {
  const blocks = blocksIn(root);
  const first = blocks.find((b) => startOf(b) <= span.start && span.start < endOf(b));
  const last = blocks.find((b) => startOf(b) < span.end && span.end <= endOf(b));
  if (!first || !last) return null;
  const from = placeIn(first, span.start - startOf(first), false);
  const to = placeIn(last, span.end - startOf(last), true);
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(from.node, from.unit);
  range.setEnd(to.node, to.unit);
  return range;
}

/** The text node and unit at `points` of the block; `closing` prefers the end of a node to the start of the next. */
function placeIn(block: HTMLElement, points: number, closing: boolean): { node: Text; unit: number } | null {
  let left = points;
  let last: Text | null = null;
  for (const node of textNodes(block)) {
    const length = lengthOf(node.data);
    if (left < length || (closing && left === length)) return { node, unit: toUnits(node.data, left) };
    left -= length;
    last = node;
  }
  return last ? { node: last, unit: last.length } : null;
}
