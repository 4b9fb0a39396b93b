/**
 * Turns a text and its flat list of entities into a tree. Offsets and lengths are UTF-16
 * units, which are what JavaScript strings count, so they are used as they stand.
 */

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const INNERMOST = new Set(["code", "text_link", "url"]);

/** Whether an entity begins and ends a line of its own. */
export function isBlock(entity) {
  return BLOCKS.has(entity.type);
}

/**
 * Nodes in reading order: strings, and {entity, children}. Entities that cross are cut
 * where the outer one ends; what lies outside the text is ignored.
 */
export function entityTree(text, entities = []) {
  const spans = entities
    .map((entity) => ({
      entity,
      from: Math.max(0, entity.offset),
      to: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter((span) => span.from < span.to)
    .sort(outerFirst);
  return nodesBetween(text, 0, text.length, spans);
}

function outerFirst(one, other) {
  return one.from - other.from || other.to - one.to || depthOf(one.entity) - depthOf(other.entity);
}

function depthOf(entity) {
  if (isBlock(entity)) return 0;
  return INNERMOST.has(entity.type) ? 2 : 1;
}

function nodesBetween(text, start, end, spans) {
  const nodes = [];
  let at = start;
  let waiting = spans;
  while (waiting.length > 0) {
    const [outer, ...others] = waiting;
    const { inside, after } = splitAt(outer.to, others);
    if (outer.from > at) nodes.push(text.slice(at, outer.from));
    nodes.push({ entity: outer.entity, children: nodesBetween(text, outer.from, outer.to, inside) });
    at = outer.to;
    waiting = after;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function splitAt(end, spans) {
  const inside = [];
  const after = [];
  for (const span of spans) {
    if (span.from >= end) after.push(span);
    else {
      inside.push({ ...span, to: Math.min(span.to, end) });
      if (span.to > end) after.push({ ...span, from: end });
    }
  }
  return { inside, after: after.sort(outerFirst) };
}
