/** Many episodes: the course that they share, small pictures of each, a table that sorts; any of them opens. */
import { sharedCourse, singleCourses, tellsTogether } from './course_plot';
import type { EpisodeSummary, Page } from './data';
import { h } from './dom';
import { guide } from './guide';
import { sameNames } from './people';
import type { TimePlotView } from './plot';
import { sortable } from './sortable';
import { sparkline } from './sparkline';
import { plain, plural, signed } from './words';

const kCardsAtOnce = 48;
const title = (e: EpisodeSummary): string => (e.title === '' ? e.id : e.title);
const link = (e: EpisodeSummary, i: number): HTMLElement => h('a', { href: `#episode=${i}`, dir: 'auto' }, title(e));

function courses({ cohort, episodes }: Page, plots: TimePlotView[]): HTMLElement | null {
  if (cohort === null) return null;
  const parts = 'in 50 equal parts of its length (at the ends of those who have scores there, so that a jump may be who is counted)';
  if (tellsTogether(cohort)) {
    const plot = sharedCourse(cohort);
    plots.push(plot);
    return h('section', { id: 'courses' }, h('h3', {}, `Average course of ${plural(episodes.length, 'episode')}`), h('figure', {},
      h('figcaption', {}, `Line: mean ${cohort.column} over the course of an episode, each counting once: levels of its people, ${parts}. Area: 95 % interval of the mean, part by part. A description; nothing is tested.`), plot.element));
  }
  const { view, names } = singleCourses(episodes, cohort.column, (e) => link(e, episodes.indexOf(e)));
  plots.push(view);
  return h('section', { id: 'courses' }, h('h3', {}, `Courses of ${plural(episodes.length, 'episode')}`), h('figure', {},
    h('figcaption', {}, `A line an episode: mean ${cohort.column} of its people over its course, ${parts}. Point at a name or a line to set it off. So few are shown one by one; from 8 episodes on, their mean and its 95 % interval. A description; nothing is tested.`), names, view.element));
}

export function corpusPage(page: Page): { element: HTMLElement; plots: TimePlotView[] } {
  const plots: TimePlotView[] = [];
  const numbered = page.episodes.map((e, i) => ({ ...e, i }));

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
    { title: 'Mean valence', number: true, means: page.terms.mean, key: (e) => e.mean ?? NaN, cell: (e) => number(e.mean, signed) },
    { title: 'SD', number: true, means: page.terms.sd, key: (e) => e.sd ?? NaN, cell: (e) => number(e.sd, plain) },
    { title: 'Turning points', number: true, means: page.terms.turning_point, key: (e) => e.turning_points, cell: (e) => String(e.turning_points) },
    { title: 'of them significant', number: true, means: page.terms.significant, key: (e) => e.significant, cell: (e) => String(e.significant) },
  ], numbered, 100);

  const turns = page.episodes.reduce((sum, e) => sum + e.turns, 0);
  return {
    plots,
    element: h('article', {}, h('h2', { tabindex: -1 }, `${plural(page.episodes.length, 'episode')}, ${plural(turns, 'turn')}`),
      h('p', { class: 'care' }, 'Scores are of what words and signals show, not of what anyone feels. A screening aid, not a diagnosis; no ranking of people.'), guide(),
      sameNames(page), courses(page, plots),
      h('section', {}, h('h3', {}, 'Each of them'), h('div', { class: 'tools' }, search), cards, more),
      h('section', {}, h('h3', {}, 'As a table'), table)),
  };
}
