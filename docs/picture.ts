/** The block picture of a unit: paths of names laid out from left to right, as SVG. */
import { Graph, layout, type Point } from "@dagrejs/dagre";

export type BlockKind = "port" | "register" | "box";

export interface Block {
  readonly name: string;
  readonly kind: BlockKind;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Block[];
  /** Each a path in SVG, and where its arrow's head is. */
  readonly wires: readonly { readonly path: string; readonly head: Point }[];
}

/** Pixels of a character: the widest of the usual fonts of 13 pixels, so that every text fits. */
const CHARACTER = 8;
const FONT = 13;
const GAP = 52;
const MARGIN = 10;
/** How far a wire that goes back reaches beyond the column in which it turns, and how much farther the next one. */
const TURN = 13;
const NEXT_TURN = 5;
const RADIUS = 8;

export function blockKind(name: string): BlockKind {
  if (/_[io]$/.test(name)) return "port";
  return name.endsWith("_q") ? "register" : "box";
}

/** The names on a path, `a_i -> add -> sum_q`. @throws Error when it is none */
export function namesOf(path: string): string[] {
  const names = path.split("->").map((name) => name.trim());
  if (names.length < 2 || names.some((name) => !/^[\w+*/<>=&|.,: -]+$/.test(name)))
    throw new Error(`not a path of a block picture: ${path}`);
  return names;
}

interface Wire {
  readonly from: string;
  readonly to: string;
  /** It closes a loop of wires that were named before it. */
  readonly goesBack: boolean;
}

function wiresOf(paths: readonly string[]): Wire[] {
  const wires: Wire[] = [];
  const reaches = (from: string, to: string): boolean =>
    from === to || wires.some((w) => !w.goesBack && w.from === from && reaches(w.to, to));
  for (const names of paths.map(namesOf))
    for (const [i, to] of names.slice(1).entries()) {
      const from = names[i]!;
      if (wires.some((w) => w.from === from && w.to === to)) continue;
      wires.push({ from, to, goesBack: reaches(to, from) });
    }
  return wires;
}

/** Where the blocks and wires are. The same paths give the same numbers. */
export function pictureOf(paths: readonly string[]): Picture {
  const wires = wiresOf(paths);
  const names = [...new Set(paths.flatMap(namesOf))];
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 16, edgesep: 14, ranksep: GAP });
  for (const name of names) graph.setNode(name, sizeOf(name, wires.filter(({ to }) => to === name).length));
  for (const [i, { from, to, goesBack }] of wires.entries()) {
    if (!goesBack) {
      graph.setEdge(from, to, { weight: 2 }, `${i}`);
      continue;
    }
    // Laid out the other way round, between two points outside of its ends, so that it has a lane past all blocks.
    const point = { width: 1, height: 1 };
    graph.setNode(`before ${i}`, { ...point }).setNode(`behind ${i}`, { ...point });
    graph.setEdge(`before ${i}`, to, {}, `${i} in`);
    graph.setEdge(from, `behind ${i}`, {}, `${i} out`);
    graph.setEdge(`before ${i}`, `behind ${i}`, {}, `${i}`);
  }
  layout(graph);
  const blocks = names.map((name): Block => {
    const { x = 0, y = 0, width, height } = graph.node(name);
    return { name, kind: blockKind(name), x, y, width, height };
  });
  return drawn(blocks, wires, lanesOf(graph, blocks, wires));
}

function sizeOf(name: string, inputs: number) {
  const width = name.length * CHARACTER;
  if (blockKind(name) === "port") return { width: width + 6, height: 20 };
  return { width: width + 22, height: Math.max(34, 14 * inputs + 10) };
}

interface Column {
  readonly x: number;
  readonly left: number;
  readonly right: number;
}

/** The blocks that stand above each other; between two columns there is nothing but wires. */
function columnsOf(blocks: readonly Block[]): Column[] {
  const columns = new Map<number, Column>();
  for (const { x, width } of blocks) {
    const key = Math.round(x);
    const known = columns.get(key);
    const [left, right] = [x - width / 2, x + width / 2];
    columns.set(key, { x, left: Math.min(left, known?.left ?? left), right: Math.max(right, known?.right ?? right) });
  }
  return [...columns.values()].sort((a, b) => a.x - b.x);
}

interface Lane {
  /** The columns that a wire passes on its way, with the height at which it passes. */
  readonly passes: readonly { readonly column: Column; readonly y: number }[];
}

function lanesOf(graph: Graph, blocks: readonly Block[], wires: readonly Wire[]): Lane[] {
  const columns = columnsOf(blocks);
  return wires.map(({ from, to, goesBack }, i) => {
    const edge = graph.edge(goesBack ? `before ${i}` : from, goesBack ? `behind ${i}` : to, `${i}`);
    // The first and the last point are its ends.
    const passes = (edge.points ?? []).slice(1, -1).flatMap(({ x, y }: Point) => {
      const column = columns.find((c) => Math.abs(c.x - x) < 0.6);
      return column ? [{ column, y }] : [];
    });
    return { passes: goesBack ? passes.reverse() : passes };
  });
}

function drawn(blocks: readonly Block[], wires: readonly Wire[], lanes: readonly Lane[]): Picture {
  const columns = columnsOf(blocks);
  const block = (name: string): Block => blocks.find((b) => b.name === name)!;
  const columnOf = (b: Block): Column => columns.find((c) => Math.abs(c.x - b.x) < 0.6)!;
  // Where a wire comes from decides its place among those that end in the same block.
  const lastY = (i: number): number => lanes[i]!.passes.at(-1)?.y ?? block(wires[i]!.from).y;
  const endY = wires.map(({ to }, i) => {
    const others = wires.flatMap((w, k) => (w.to === to ? [k] : [])).sort((a, b) => lastY(a) - lastY(b) || a - b);
    return block(to).y + (others.indexOf(i) - (others.length - 1) / 2) * 14;
  });
  const back = wires.filter(({ goesBack }) => goesBack);
  const shapes = wires.map((wire, i) => {
    const { from, to, goesBack } = wire;
    const turn = TURN + (back.indexOf(wire) % 4) * NEXT_TURN;
    const [source, target] = [block(from), block(to)];
    const pen = new Pen(source.x + source.width / 2, source.y);
    pen.across(columnOf(source).right);
    for (const [k, { column, y }] of lanes[i]!.passes.entries()) {
      if (!goesBack) pen.curve(column.left, y).across(column.right);
      else if (k === 0) pen.turn(turn, column.right, y).across(column.left);
      else pen.curve(column.right, y).across(column.left);
    }
    const left = columnOf(target).left;
    if (goesBack) pen.turn(-turn, left, endY[i]!);
    else pen.curve(left, endY[i]!);
    pen.across(target.x - target.width / 2);
    return { pen, head: { x: target.x - target.width / 2, y: endY[i]! } };
  });
  const points = shapes.flatMap(({ pen }) => pen.points);
  const corners = blocks.flatMap((b) => [
    { x: b.x - b.width / 2, y: b.y - b.height / 2 },
    { x: b.x + b.width / 2, y: b.y + b.height / 2 },
  ]);
  const all = [...points, ...corners];
  const dx = MARGIN - Math.min(...all.map(({ x }) => x));
  const dy = MARGIN - Math.min(...all.map(({ y }) => y));
  return {
    width: Math.ceil(Math.max(...all.map(({ x }) => x)) + dx + MARGIN),
    height: Math.ceil(Math.max(...all.map(({ y }) => y)) + dy + MARGIN),
    blocks: blocks.map((b) => ({ ...b, x: b.x + dx, y: b.y + dy })),
    wires: shapes.map(({ pen, head }) => ({ path: pen.path(dx, dy), head: { x: head.x + dx, y: head.y + dy } })),
  };
}

/** Draws one wire: level across columns, curved between them. */
class Pen {
  readonly points: Point[];
  readonly #steps: { readonly letter: "M" | "C" | "L" | "Q"; readonly points: readonly Point[] }[];

  constructor(x: number, y: number) {
    this.points = [{ x, y }];
    this.#steps = [{ letter: "M", points: [{ x, y }] }];
  }

  get #at(): Point {
    return this.points.at(-1)!;
  }

  across(x: number): this {
    return Math.abs(x - this.#at.x) < 0.05 ? this : this.#to("L", [{ x, y: this.#at.y }]);
  }

  curve(x: number, y: number): this {
    const middle = (this.#at.x + x) / 2;
    return this.#to("C", [
      { x: middle, y: this.#at.y },
      { x: middle, y },
      { x, y },
    ]);
  }

  /** Half a turn beside the column, with round corners. */
  turn(by: number, x: number, y: number): this {
    const start = this.#at;
    const far = (by > 0 ? Math.max(start.x, x) : Math.min(start.x, x)) + by;
    const radius = Math.min(RADIUS, Math.abs(y - start.y) / 2);
    const [inwards, down] = [by > 0 ? -radius : radius, y > start.y ? radius : -radius];
    this.across(far + inwards);
    this.#to("Q", [
      { x: far, y: start.y },
      { x: far, y: start.y + down },
    ]);
    this.#to("L", [{ x: far, y: y - down }]);
    this.#to("Q", [
      { x: far, y },
      { x: far + inwards, y },
    ]);
    return this.across(x);
  }

  #to(letter: "C" | "L" | "Q", points: readonly Point[]): this {
    this.#steps.push({ letter, points });
    this.points.push(...points);
    return this;
  }

  path(dx: number, dy: number): string {
    const text = ({ x, y }: Point): string => `${number(x + dx)},${number(y + dy)}`;
    return this.#steps.map(({ letter, points }) => `${letter}${points.map(text).join(" ")}`).join(" ");
  }
}

const number = (x: number): string => String(Math.round(x * 10) / 10 + 0);

const style = `
    text { font: ${FONT}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328;
      text-anchor: middle }
    rect { fill: #f6f8fa; stroke: #57606a }
    .register rect { fill: #ddf4ff; stroke: #0969da }
    .register path { fill: none; stroke: #0969da }
    .wire { fill: none; stroke: #57606a; stroke-width: 1.2 }
    .head { fill: #57606a }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      rect { fill: #161b22; stroke: #8b949e }
      .register rect { fill: #0c2d4a; stroke: #58a6ff }
      .register path { stroke: #58a6ff }
      .wire { stroke: #8b949e }
      .head { fill: #8b949e }
    }
  `;

/** The picture as a file that browsers show in the colours that the reader prefers. */
export function pictureSvg(paths: readonly string[], title: string): string {
  const { width, height, blocks, wires } = pictureOf(paths);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `  <title>${escaped(title)}</title>`,
    `  <style>${style}</style>`,
    ...wires.map(({ path }) => `  <path class="wire" d="${path}"/>`),
    ...wires.map(({ head: { x, y } }) => {
      const [back, up, down] = [number(x - 8), number(y - 4), number(y + 4)];
      return `  <path class="head" d="M${back},${up} L${number(x)},${number(y)} L${back},${down} z"/>`;
    }),
    ...blocks.map(blockSvg),
    "</svg>",
    "",
  ].join("\n");
}

function blockSvg({ name, kind, x, y, width, height }: Block): string {
  const [left, top, bottom] = [x - width / 2, y - height / 2, y + height / 2];
  const text = `<text x="${number(x)}" y="${number(kind === "register" ? y - 3 : y)}" dy="0.35em">${escaped(name)}</text>`;
  if (kind === "port") return `  ${text}`;
  const rect = `<rect x="${number(left)}" y="${number(top)}" width="${number(width)}" height="${number(height)}" rx="3"/>`;
  if (kind === "box") return `  <g>${rect}${text}</g>`;
  // The clock comes in at the notch.
  const notch = `M${number(x - 5)},${number(bottom)} L${number(x)},${number(bottom - 7)} L${number(x + 5)},${number(bottom)}`;
  return `  <g class="register">${rect}<path d="${notch}"/>${text}</g>`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
