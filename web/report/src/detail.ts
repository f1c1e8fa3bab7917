/**
 * Columns over one x axis at the detail that a plot can show: rows as they are where there is room for them, else
 * buckets with their extremes. A pyramid, so that any part of a million rows is drawn from about two a pixel.
 */
export interface Columns {
  x: Float64Array;
  raw: Float64Array;
  level: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

export interface Detail {
  x: number[];
  level: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Lowest and highest raw score; the same where a row is shown as it is. */
  rawLow: (number | null)[];
  rawHigh: (number | null)[];
  bucketed: boolean;
}

interface Layer { x: Float64Array; level: Float64Array; low: Float64Array; high: Float64Array; rawLow: Float64Array; rawHigh: Float64Array }

const kFactor = 4;

/** Raw scores and levels stand at the same places or not: rows of the union of both, NaN where one is absent. */
export function join(raw: { x: number[]; y: number[] }, level: { x: number[]; y: number[]; low: number[]; high: number[] }): Columns {
  const x: number[] = [], r: number[] = [], l: number[] = [], low: number[] = [], high: number[] = [];
  for (let i = 0, j = 0; i < raw.x.length || j < level.x.length;) {
    const at = Math.min(raw.x[i] ?? Infinity, level.x[j] ?? Infinity);
    const hasRaw = raw.x[i] === at, hasLevel = level.x[j] === at;
    x.push(at);
    r.push(hasRaw ? raw.y[i] : NaN);
    l.push(hasLevel ? level.y[j] : NaN);
    low.push(hasLevel ? level.low[j] : NaN);
    high.push(hasLevel ? level.high[j] : NaN);
    if (hasRaw) ++i;
    if (hasLevel) ++j;
  }
  const column = (values: number[]) => Float64Array.from(values);
  return { x: column(x), raw: column(r), level: column(l), low: column(low), high: column(high) };
}

/** NaN only where all are. */
const least = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a);
const most = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a);

function coarser(fine: Layer): Layer {
  const size = Math.ceil(fine.x.length / kFactor);
  const make = () => new Float64Array(size).fill(NaN);
  const out: Layer = { x: make(), level: make(), low: make(), high: make(), rawLow: make(), rawHigh: make() };
  for (let bucket = 0; bucket < size; ++bucket) {
    const end = Math.min((bucket + 1) * kFactor, fine.x.length);
    let sum = 0, count = 0;
    for (let i = bucket * kFactor; i < end; ++i) {
      out.rawLow[bucket] = least(out.rawLow[bucket], fine.rawLow[i]);
      out.rawHigh[bucket] = most(out.rawHigh[bucket], fine.rawHigh[i]);
      out.low[bucket] = least(out.low[bucket], fine.low[i]);
      out.high[bucket] = most(out.high[bucket], fine.high[i]);
      if (Number.isNaN(fine.level[i])) continue;
      sum += fine.level[i];
      ++count;
    }
    out.x[bucket] = fine.x[bucket * kFactor];
    if (count > 0) out.level[bucket] = sum / count;
  }
  return out;
}

/** First row whose x is not below `at`. */
export function firstNotBelow(x: ArrayLike<number>, at: number): number {
  let begin = 0, end = x.length;
  while (begin < end) {
    const middle = (begin + end) >> 1;
    if (x[middle] < at) begin = middle + 1;
    else end = middle;
  }
  return begin;
}

export class Pyramid {
  private readonly layers: Layer[];

  constructor(readonly columns: Columns) {
    this.layers = [{ x: columns.x, level: columns.level, low: columns.low, high: columns.high, rawLow: columns.raw, rawHigh: columns.raw }];
    for (let top = this.layers[0]; top.x.length > 1024; top = this.layers[this.layers.length - 1]) this.layers.push(coarser(top));
  }

  /** What lies in [from, to] and the row before and behind, in at most `most` rows. */
  part(from: number, to: number, most: number): Detail {
    let depth = 0, begin = 0, end = 0;
    for (;; ++depth) {
      const { x } = this.layers[depth];
      begin = Math.max(0, firstNotBelow(x, from) - 1);
      end = Math.min(x.length, firstNotBelow(x, to) + 1);
      if (end - begin <= most || depth + 1 === this.layers.length) break;
    }
    const layer = this.layers[depth];
    const cut = (column: Float64Array) => Array.from(column.subarray(begin, end), (v) => (Number.isNaN(v) ? null : v));
    return {
      x: Array.from(layer.x.subarray(begin, end)),
      level: cut(layer.level), low: cut(layer.low), high: cut(layer.high),
      rawLow: cut(layer.rawLow), rawHigh: cut(layer.rawHigh),
      bucketed: depth > 0,
    };
  }
}
