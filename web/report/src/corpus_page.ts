/** Many episodes: the course that they share, small pictures of each, a table that sorts; any of them opens. */
import uPlot from 'uplot';
import type { Cohort, EpisodeSummary, Page } from './data';
import { colour, h } from './dom';
import { guide } from './guide';
import { TimePlotView } from './plot';
import { sortable } from './sortable';
import { sparkline } from './sparkline';
import { Viewport } from './viewport';
import { plain, plural, signed } from './words';

const kCardsAtOnce = 48;
const title = (e: EpisodeSummary): string => (e.title === '' ? e.id : e.title);
const link = (e: EpisodeSummary, i: number): HTMLElement => h('a', { href: `#episode=${i}`, dir: 'auto' }, title(e));

function cohortPlot(cohort: Cohort): TimePlotView {
  const x = cohort.mean.map((_, i) => ((i + 0.5) / cohort.mean.length) * 100);
  const present = cohort.mean.filter((v): v is number => v !== null);
  return new TimePlotView({
    label: `Mean ${cohort.column} over the course of an episode, in percent of its length, from ${signed(present[0] ?? 0)} to ${signed(present[present.length - 1] ?? 0)}`,
    height: 230,
    xTitle: '% of the episode',
    range: [-1, 1],
    asNumber: signed,
    series: () => [{ stroke: colour('level'), width: 2, points: { show: false } }, { stroke: 'transparent', points: { show: false } }, { stroke: 'transparent', points: { show: false } }],
    bands: () => [{ series: [3, 2], fill: colour('band') }],
    data: () => [x, cohort.mean, cohort.low, cohort.high] as uPlot.AlignedData,
    valueAt: (at) => {
      const i = x.indexOf(at);
      const mean = cohort.mean[i] ?? null, low = cohort.low[i] ?? null, high = cohort.high[i] ?? null;
      if (mean === null) return '';
      return low === null || high === null ? `mean ${signed(mean)}` : `mean ${signed(mean)}, interval ${signed(low)} to ${signed(high)}`;
    },
    xName: (at) => `${Math.round(at)} %`,
    stops: x,
  }, { type: 'order', precision: 'instant', offset: 0 }, new Viewport(0, 100), () => undefined);
}

export function corpusPage(page: Page): { element: HTMLElement; plots: TimePlotView[] } {
  const plots: TimePlotView[] = [];
  const numbered = page.episodes.map((e, i) => ({ ...e, i }));
  const cohort = page.cohort === null ? null : cohortPlot(page.cohort);
  if (cohort !== null) plots.push(cohort);

  const cards = h('ul', { class: 'cards' });
  const search = h('input', { type: 'search', placeholder: 'Find an episode', 'aria-label': 'Find an episode', oninput: () => { shown = kCardsAtOnce; draw(); } });
  let shown = kCardsAtOnce;
  const more = h('button', { class: 'more', onclick: () => { shown *= 4; draw(); } });
  const draw = () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    const fitting = numbered.filter((e) => title(e).toLocaleLowerCase().includes(wanted));
    cards.replaceChildren(...fitting.slice(0, shown).map((e) => h('li', {}, link(e, e.i), sparkline(e.curve, `course of ${title(e)}`, 200, 56),
      h('span', { class: 'quiet' }, `${plural(e.turns, 'turn')}${e.mean === null ? '' : `, mean ${signed(e.mean)}`}`))));
    more.hidden = fitting.length <= shown;
    more.textContent = `Show more (${fitting.length - shown} left)`;
  };
  draw();

  const number = (value: number | null, show: (v: number) => string) => (value === null ? '' : show(value));
  const table = sortable('Episodes', [
    { title: 'Episode', key: title, cell: (e) => link(e, e.i) },
    { title: 'People', number: true, key: (e) => e.people, cell: (e) => String(e.people) },
    { title: 'Turns', number: true, key: (e) => e.turns, cell: (e) => String(e.turns) },
    { title: 'Scored', number: true, key: (e) => e.scored, cell: (e) => String(e.scored) },
    { title: 'Mean valence', number: true, key: (e) => e.mean ?? NaN, cell: (e) => number(e.mean, signed) },
    { title: 'SD', number: true, key: (e) => e.sd ?? NaN, cell: (e) => number(e.sd, plain) },
    { title: 'Turning points', number: true, key: (e) => e.turning_points, cell: (e) => String(e.turning_points) },
    { title: 'of them significant', number: true, key: (e) => e.significant, cell: (e) => String(e.significant) },
  ], numbered, 100);

  const turns = page.episodes.reduce((sum, e) => sum + e.turns, 0);
  return {
    plots,
    element: h('article', {}, h('h2', { tabindex: -1 }, `${plural(page.episodes.length, 'episode')}, ${plural(turns, 'turn')}`),
      h('p', { class: 'care' }, 'Scores are of what words and signals show, not of what anyone feels. A screening aid, not a diagnosis; no ranking of people.'), guide(),
      cohort !== null && h('section', {}, h('h3', {}, `Average course of ${plural(page.episodes.length, 'episode')}`), h('figure', {}, h('figcaption', {}, `Mean ${page.cohort!.column} over the course of an episode, each counting once: levels of its people, in 50 equal parts of its length. ${page.cohort!.low.some((v) => v !== null) ? 'Area: 95 % interval of the mean, part by part.' : 'No interval: it needs 8 episodes.'} A description; nothing is tested.`), cohort.element)),
      h('section', {}, h('h3', {}, 'Each of them'), h('div', { class: 'tools' }, search), cards, more),
      h('section', {}, h('h3', {}, 'As a table'), table)),
  };
}
