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

/** A part of the plane in quarters that holds every path drawn, the same for all people. */
function reach(paths: Step[][]): number {
  const farthest = Math.max(...paths.flat().map((s) => Math.max(Math.abs(s.valence), Math.abs(s.arousal))));
  return Math.min(1, Math.max(0.25, Math.ceil(farthest * 4) / 4));
}

function drawing(steps: Step[], edge: number, clock: Clock, label: string): SVGElement {
  const at = (value: number): number => kMargin + ((value / edge + 1) / 2) * (kSize - 2 * kMargin);
  const x = (s: Step) => at(s.valence).toFixed(1), y = (s: Step) => (kSize - at(s.arousal)).toFixed(1);
  const axes = [
    svg('rect', { class: 'frame', x: at(-edge), y: at(-edge), width: at(edge) - at(-edge), height: at(edge) - at(-edge) }),
    svg('line', { class: 'grid', x1: at(-edge), x2: at(edge), y1: at(0), y2: at(0) }),
    svg('line', { class: 'grid', x1: at(0), x2: at(0), y1: at(-edge), y2: at(edge) }),
    svg('text', { x: at(edge) - 4, y: at(0) - 4, 'text-anchor': 'end' }, 'pleasant'),
    svg('text', { x: at(-edge) + 4, y: at(0) - 4 }, 'unpleasant'),
    svg('text', { x: at(0) + 4, y: at(-edge) + 13 }, 'excited'),
    svg('text', { x: at(0) + 4, y: at(edge) - 5 }, 'calm'),
    svg('text', { x: at(-edge), y: at(edge) + 14 }, signed(-edge)),
    svg('text', { x: at(edge), y: at(edge) + 14, 'text-anchor': 'end' }, signed(edge)),
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

const isArousalOf = (valence: Trajectory) => (t: Trajectory): boolean => t.column === 'arousal' && t.who === valence.who &&
  t.source === valence.source && t.perspective === valence.perspective && t.target === valence.target;

/** A drawing a person with both dimensions by one source; empty where nobody has both. */
export function planes(trajectories: Trajectory[], clock: Clock): HTMLElement[] {
  const people = trajectories.filter((t) => t.column === 'valence').flatMap((valence) => {
    const arousal = trajectories.find(isArousalOf(valence));
    const steps = arousal === undefined ? [] : path(valence, arousal);
    return steps.length < 2 ? [] : [{ who: name(valence.who), steps }];
  });
  if (people.length === 0) return [];
  const edge = reach(people.map((p) => p.steps));
  return people.map(({ who, steps }) => {
    const first = steps[0], last = steps[steps.length - 1];
    const label = `${who}: from valence ${signed(first.valence)} and arousal ${signed(first.arousal)} (${place(clock, first.x)}, square) ` +
      `to ${signed(last.valence)} and ${signed(last.arousal)} (${place(clock, last.x)}, triangle)`;
    return h('figure', { class: 'plane' }, drawing(steps, edge, clock, label), h('figcaption', {}, label));
  });
}
