/** Probabilities of labels, stacked: of labels that exclude each other they add up to 1. */
import uPlot from 'uplot';
import type { Clock, LabelTrack } from './data';
import { firstNotBelow } from './detail';
import { colour, h } from './dom';
import { TimePlotView } from './plot';
import type { Viewport } from './viewport';
import { name } from './words';

const kMostLabels = 7;

interface Stack { names: string[]; rows: number[][] }

const key = (track: LabelTrack): string => `${track.taxonomy} ${track.source}`;

/** Labels by how probable they are over all people, so that one label has one colour. */
export function labelOrders(tracks: LabelTrack[]): Map<string, string[]> {
  const sums = new Map<string, Map<string, number>>();
  for (const track of tracks) {
    const own = sums.get(key(track)) ?? new Map<string, number>();
    sums.set(key(track), own);
    track.names.forEach((label, i) => own.set(label, (own.get(label) ?? 0) + track.p[i].reduce<number>((sum, p) => sum + (p ?? 0), 0)));
  }
  return new Map([...sums].map(([of, own]) => [of, [...own].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1]).map(([label]) => label)]));
}

/** The most probable labels, and the others in one. */
function stack(track: LabelTrack, orders: Map<string, string[]>): Stack {
  const order = orders.get(key(track)) ?? [];
  const shown = order.length <= kMostLabels ? order : order.slice(0, kMostLabels - 1);
  const rest = order.slice(shown.length).map((label) => track.names.indexOf(label)).filter((i) => i >= 0);
  const rows = shown.map((label) => {
    const i = track.names.indexOf(label);
    return track.x.map((_, at) => (i < 0 ? 0 : track.p[i][at] ?? 0));
  });
  if (shown.length === order.length) return { names: shown, rows };
  return { names: [...shown, `${order.length - shown.length} others`], rows: [...rows, track.x.map((_, at) => rest.reduce((sum, i) => sum + (track.p[i][at] ?? 0), 0))] };
}

export function labelPlot(track: LabelTrack, orders: Map<string, string[]>, clock: Clock, viewport: Viewport, select: (x: number, byKey?: boolean) => void): { view: TimePlotView; legend: HTMLElement } {
  const { names, rows } = stack(track, orders);
  const total = track.x.map((_, at) => rows.reduce((sum, row) => sum + row[at], 0));
  const ceiling = track.exclusive ? 1 : Math.max(1, ...thin(total));
  const view = new TimePlotView({
    label: `${name(track.who)}: labels of ${track.taxonomy}, stacked: ${names.join(', ')}`,
    height: 180,
    xTitle: clock.type === 'order' ? 'turn' : undefined,
    range: [0, ceiling],
    asNumber: (value) => value.toFixed(1),
    // Painted from the top of the stack down, each over the one before it.
    series: () => names.map((_, i) => ({ fill: colour(`label${names.length - 1 - i}`), stroke: colour('page'), width: 1, points: { show: false }, paths: uPlot.paths.stepped!({ align: 1 }) })),
    data: (from, to, most) => {
      const begin = Math.max(0, firstNotBelow(track.x, from) - 1), end = Math.min(track.x.length, firstNotBelow(track.x, to) + 1);
      const step = Math.max(1, Math.ceil((end - begin) / most));
      const x: number[] = [];
      const sums: number[][] = names.map(() => []);
      for (let i = begin; i < end; i += step) {
        x.push(track.x[i]);
        let sum = 0;
        rows.forEach((row, r) => {
          let mean = 0;
          for (let k = i; k < Math.min(i + step, end); ++k) mean += row[k];
          sum += mean / (Math.min(i + step, end) - i);
          sums[r].push(sum);
        });
      }
      return [x, ...sums.reverse()] as uPlot.AlignedData;
    },
    valueAt: (x) => {
      const i = firstNotBelow(track.x, x);
      if (track.x[i] !== x) return '';
      return names.map((label, r) => [label, rows[r][i]] as const).filter(([, p]) => p >= 0.1).map(([label, p]) => `${label} ${p.toFixed(2)}`).join(', ');
    },
    stops: track.x,
  }, clock, viewport, select);
  const legend = h('ul', { class: 'legend' }, names.map((label, i) => h('li', {}, h('span', { class: 'swatch', style: `background:var(--label${i})` }), label)));
  return { view, legend };
}

/** Few enough for the arguments of a call. */
function thin(values: number[]): number[] {
  const step = Math.ceil(values.length / 10000);
  return step <= 1 ? values : values.filter((_, i) => i % step === 0);
}
