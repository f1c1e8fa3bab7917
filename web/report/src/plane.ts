/** Valence against arousal: the path of one person in time, as a drawing that stays sharp in print. */
import type { Clock, Trajectory } from './data';
import { h, svg } from './dom';
import { name, place, signed } from './words';

const kSize = 300, kMargin = 34, kMostPoints = 240;

interface Step { x: number; valence: number; arousal: number }

/** Where both were scored at once; the smoothed level where there is one. */
function path(valence: Trajectory, arousal: Trajectory): Step[] {
  const of = (t: Trajectory) => (t.level.x.length > 0 ? t.level : t.raw);
  const v = of(valence), a = of(arousal);
  const steps: Step[] = [];
  for (let i = 0, j = 0; i < v.x.length && j < a.x.length;) {
    if (v.x[i] === a.x[j]) steps.push({ x: v.x[i], valence: v.y[i++], arousal: a.y[j++] });
    else if (v.x[i] < a.x[j]) ++i;
    else ++j;
  }
  if (steps.length <= kMostPoints) return steps;
  const size = Math.ceil(steps.length / kMostPoints);
  const means: Step[] = [];
  for (let i = 0; i < steps.length; i += size) {
    const part = steps.slice(i, i + size);
    const mean = (pick: (s: Step) => number) => part.reduce((sum, s) => sum + pick(s), 0) / part.length;
    means.push({ x: part[0].x, valence: mean((s) => s.valence), arousal: mean((s) => s.arousal) });
  }
  return means;
}

const at = (value: number): number => kMargin + ((value + 1) / 2) * (kSize - 2 * kMargin);

function drawing(steps: Step[], clock: Clock, label: string): SVGElement {
  const x = (s: Step) => at(s.valence).toFixed(1), y = (s: Step) => (kSize - at(s.arousal)).toFixed(1);
  const axes = [
    svg('line', { class: 'grid', x1: at(-1), x2: at(1), y1: at(0), y2: at(0) }),
    svg('line', { class: 'grid', x1: at(0), x2: at(0), y1: at(-1), y2: at(1) }),
    svg('text', { x: at(1), y: at(0) - 4, 'text-anchor': 'end' }, 'pleasant'),
    svg('text', { x: at(-1), y: at(0) - 4 }, 'unpleasant'),
    svg('text', { x: at(0) + 4, y: at(-1) + 4 }, 'excited'),
    svg('text', { x: at(0) + 4, y: at(1) }, 'calm'),
  ];
  // From pale to full in time; the ends have shapes of their own, so that nothing rests on colour alone.
  const segments = steps.slice(1).map((step, i) => svg('line', { class: 'step', x1: x(steps[i]), y1: y(steps[i]), x2: x(step), y2: y(step),
    opacity: (0.25 + (0.75 * (i + 1)) / steps.length).toFixed(2) }));
  const dots = steps.map((step, i) => svg('circle', { class: 'step-dot', cx: x(step), cy: y(step), r: 3, opacity: (0.25 + (0.75 * (i + 1)) / steps.length).toFixed(2) },
    svg('title', {}, `${place(clock, step.x)}: valence ${signed(step.valence)}, arousal ${signed(step.arousal)}`)));
  const first = steps[0], last = steps[steps.length - 1];
  const ends = [
    svg('rect', { class: 'path-start', x: Number(x(first)) - 5, y: Number(y(first)) - 5, width: 10, height: 10 }),
    svg('path', { class: 'path-end', d: `M${x(last)} ${Number(y(last)) - 7}l6 11h-12z` }),
  ];
  return svg('svg', { viewBox: `0 0 ${kSize} ${kSize}`, role: 'img', 'aria-label': label }, axes, segments, dots, ends);
}

/** A drawing a person with both dimensions by one source; empty where nobody has both. */
export function planes(trajectories: Trajectory[], clock: Clock): HTMLElement[] {
  const figures: HTMLElement[] = [];
  for (const valence of trajectories) {
    if (valence.column !== 'valence') continue;
    const arousal = trajectories.find((t) => t.column === 'arousal' && t.who === valence.who && t.source === valence.source &&
      t.perspective === valence.perspective && t.target === valence.target);
    if (arousal === undefined) continue;
    const steps = path(valence, arousal);
    if (steps.length < 2) continue;
    const first = steps[0], last = steps[steps.length - 1];
    const label = `${name(valence.who)}: from valence ${signed(first.valence)} and arousal ${signed(first.arousal)} (${place(clock, first.x)}) ` +
      `to ${signed(last.valence)} and ${signed(last.arousal)} (${place(clock, last.x)})`;
    figures.push(h('figure', { class: 'plane' }, drawing(steps, clock, label), h('figcaption', {}, label)));
  }
  return figures;
}
