/** A curve as large as a word. */
import { svg } from './dom';

export function sparkline(values: (number | null)[], label: string, width = 140, height = 32, range: [number, number] = [-1, 1]): SVGElement {
  const x = (i: number) => ((i + 0.5) / values.length) * width;
  const y = (v: number) => height - 2 - ((v - range[0]) / (range[1] - range[0] || 1)) * (height - 4);
  const points = values.flatMap((value, i) => (value === null ? [] : [`${x(i).toFixed(1)} ${y(value).toFixed(1)}`]));
  const d = points.length === 0 ? '' : `M${points.join('L')}h.1`;
  const zero = range[0] < 0 && range[1] > 0 ? svg('line', { class: 'grid', x1: 0, x2: width, y1: y(0), y2: y(0) }) : null;
  return svg('svg', { class: 'sparkline', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label }, zero, svg('path', { class: 'spark', d }));
}

/** The mean of each of `parts` equal parts of [first, last]. */
export function binned(x: number[], y: number[], first: number, last: number, parts: number): (number | null)[] {
  const sums = new Array<number>(parts).fill(0), counts = new Array<number>(parts).fill(0);
  x.forEach((at, i) => {
    const part = Math.min(parts - 1, Math.max(0, Math.floor(((at - first) / (last - first || 1)) * parts)));
    sums[part] += y[i];
    ++counts[part];
  });
  return sums.map((sum, i) => (counts[i] === 0 ? null : sum / counts[i]));
}
