/** How many episodes run: each on its own where they are few, else what they share. */
import uPlot from 'uplot';
import type { Cohort, EpisodeSummary } from './data';
import { colour, h, svg } from './dom';
import { TimePlotView } from './plot';
import { Viewport } from './viewport';
import { signed } from './words';

const kClock = { type: 'order', precision: 'instant', offset: 0 } as const;
const kNothing = { stroke: 'transparent', points: { show: false } };
/** Colours and dashes, so that no line is told by colour alone. */
const kInks = ['label0', 'label5', 'label2', 'label3', 'label4', 'label1', 'level'];
const kDashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [14, 4], [1, 5]];

const places = (parts: number): number[] => Array.from({ length: parts }, (_, i) => ((i + 0.5) / parts) * 100);
const percent = (at: number): string => `${Math.round(at)} %`;

/** An interval needs eight episodes; without one a mean hides more than it tells. */
export const tellsTogether = (cohort: Cohort): boolean => cohort.low.some((v) => v !== null);

export function sharedCourse(cohort: Cohort): TimePlotView {
  const x = places(cohort.mean.length);
  const present = cohort.mean.filter((v): v is number => v !== null);
  return new TimePlotView({
    label: `Mean ${cohort.column} over the course of an episode, in percent of its length, from ${signed(present[0] ?? 0)} to ${signed(present[present.length - 1] ?? 0)}`,
    height: 230,
    xTitle: '% of the episode',
    range: [-1, 1],
    asNumber: signed,
    series: () => [{ stroke: colour('level'), width: 2, points: { show: false } }, kNothing, kNothing],
    bands: () => [{ series: [3, 2], fill: colour('band') }],
    data: () => [x, cohort.mean, cohort.low, cohort.high] as uPlot.AlignedData,
    valueAt: (at) => {
      const i = x.indexOf(at);
      const mean = cohort.mean[i] ?? null, low = cohort.low[i] ?? null, high = cohort.high[i] ?? null;
      if (mean === null) return '';
      return low === null || high === null ? `mean ${signed(mean)}` : `mean ${signed(mean)}, interval ${signed(low)} to ${signed(high)}`;
    },
    xName: percent,
    stops: x,
  }, kClock, new Viewport(0, 100), () => undefined);
}

/** A line an episode, and a list that names them, says their values, and sets one off. */
export function singleCourses(episodes: EpisodeSummary[], column: string, link: (episode: EpisodeSummary) => HTMLElement): { view: TimePlotView; names: HTMLElement } {
  const drawn = episodes.filter((e) => e.curve.some((v) => v !== null));
  const x = places(drawn[0].curve.length);
  const viewport = new Viewport(0, 100);
  const ink = (i: number) => kInks[i % kInks.length], dash = (i: number) => kDashes[i % kDashes.length];
  const named = drawn.map(link);
  const view = new TimePlotView({
    label: `${column} over the course of each episode, in percent of its length: ${named.map((name) => name.textContent).join(', ')}`,
    height: 260,
    xTitle: '% of the episode',
    range: [-1, 1],
    asNumber: signed,
    series: () => drawn.map((_, i) => ({ stroke: colour(ink(i)), width: 1.5, dash: dash(i), points: { show: false } })),
    data: () => [x, ...drawn.map((e) => e.curve)] as uPlot.AlignedData,
    valueAt: (at) => drawn.flatMap((e, i) => {
      const value = e.curve[x.indexOf(at)] ?? null;
      return value === null ? [] : [`${named[i].textContent} ${signed(value)}`];
    }).join(', '),
    xName: percent,
    stops: x,
    onNearest: (line) => items.forEach((item, i) => item.classList.toggle('nearest', i === line)),
  }, kClock, viewport, () => undefined);

  const values = drawn.map(() => h('span', { class: 'quiet' }));
  const items = drawn.map((_, i) => h('li', {
    onmouseenter: () => view.setOff(i), onmouseleave: () => view.setOff(null), onfocusin: () => view.setOff(i), onfocusout: () => view.setOff(null),
  }, svg('svg', { class: 'stroke', width: 36, height: 10, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: 36, y1: 5, y2: 5, 'stroke-width': 2, 'stroke-dasharray': dash(i).join(' '), style: `stroke: var(--${ink(i)})` })), ' ', named[i], ' ', values[i]));
  viewport.onPoint(() => {
    const part = viewport.at === null ? -1 : x.indexOf(viewport.at);
    drawn.forEach((e, i) => {
      const value = e.curve[part] ?? null;
      values[i].textContent = value === null ? '' : signed(value);
    });
  });
  return { view, names: h('ul', { class: 'legend courses' }, items) };
}
