/** One episode: what changed, trajectories beside the transcript, and all that stands behind them. */
import type { Episode, Finding, Page } from './data';
import { h } from './dom';
import { headlines, otherFindings, turningPointTable } from './findings';
import { guide, legend } from './guide';
import { labelOrders, labelPlot } from './label_plot';
import { measures } from './measures';
import { comparison, sameNames } from './people';
import { planes } from './plane';
import type { TimePlotView } from './plot';
import { provenance, quality } from './quality';
import { trajectoryPlot } from './trajectory_plot';
import { term } from './term';
import { Transcript } from './transcript';
import { Viewport } from './viewport';
import { aboutTrajectory, minus, name, plural } from './words';

const kPlotsAtOnce = 12;

function extent(episode: Episode): [number, number] {
  let first = Infinity, last = -Infinity;
  for (const { raw, level } of episode.trajectories) {
    for (const x of [raw.x, level.x]) {
      if (x.length === 0) continue;
      first = Math.min(first, x[0]);
      last = Math.max(last, x[x.length - 1]);
    }
  }
  return first <= last ? [first, last] : [0, 1];
}

function section(id: string, title: string, ...parts: (Node | null | false | (Node | null)[])[]): HTMLElement | null {
  const there = parts.flat().filter((part): part is Node => part !== null && part !== false);
  return there.length === 0 ? null : h('section', { id, 'aria-labelledby': `${id}-title` }, h('h3', { id: `${id}-title` }, title), there);
}

export interface EpisodeView { element: HTMLElement; plots: TimePlotView[] }

export function episodePage(episode: Episode, page: Page): EpisodeView {
  const viewport = new Viewport(...extent(episode));
  const transcript = episode.turns.text.length > 0 ? new Transcript(episode, viewport) : null;
  const plots: TimePlotView[] = [];
  const select = (x: number, byKey = false) => {
    viewport.point(x);
    transcript?.goTo(x, byKey);
  };
  const show = (finding: Finding) => {
    if (finding.x === null) return;
    viewport.reveal(finding.x);
    viewport.point(finding.x);
    transcript?.goTo(finding.x, true);
  };

  const trajectories = h('div');
  let drawn = 0;
  const more = h('button', { class: 'more', onclick: () => draw() });
  const draw = () => {
    for (const t of episode.trajectories.slice(drawn, drawn + kPlotsAtOnce)) {
      const plot = trajectoryPlot(t, episode.findings, episode.clock, viewport, select);
      plots.push(plot);
      trajectories.append(h('figure', {}, h('figcaption', {}, h('b', { dir: 'auto' }, name(t.who)), ` ${aboutTrajectory(t)}; `,
        h('span', { class: 'quiet' }, `${t.source === '' ? '' : `by ${t.source}: `}${minus(t.facts)}`)), plot.element));
    }
    drawn = Math.min(drawn + kPlotsAtOnce, episode.trajectories.length);
    more.hidden = drawn === episode.trajectories.length;
    more.textContent = `Show more (${episode.trajectories.length - drawn} left)`;
  };
  draw();

  const tools = h('div', { class: 'tools', role: 'toolbar', 'aria-label': 'What the plots show' },
    [['−', 'less detail', () => viewport.zoom(2)], ['+', 'more detail', () => viewport.zoom(0.5)], ['◀', 'earlier', () => viewport.pan(-0.5)],
     ['▶', 'later', () => viewport.pan(0.5)], ['all', 'all of the episode', () => viewport.reset()]].map(([text, label, act]) =>
      h('button', { 'aria-label': label as string, title: label as string, onclick: act as () => void }, text as string)));

  const orders = labelOrders(episode.labels);
  const labels = episode.labels.map((track) => {
    const { view, legend: names } = labelPlot(track, orders, episode.clock, viewport, select);
    plots.push(view);
    return h('figure', {}, h('figcaption', {}, h('b', { dir: 'auto' }, name(track.who)), ' ', term(track.taxonomy, page.taxonomies[track.taxonomy] ?? ''), ', ', term(track.perspective, page.terms[track.perspective] ?? ''), '; ', h('span', { class: 'quiet' }, `by ${track.source}`)), view.element, names);
  });
  const pairs = episode.tables.filter((t) => t.partner !== '');
  const alone = episode.tables.filter((t) => t.partner === '');
  const facts = [episode.people.length > 0 && plural(episode.people.length, 'person').replace('persons', 'people'),
    episode.turns.text.length > 0 && plural(episode.turns.text.length, 'turn')].filter(Boolean).join(', ');

  const sections = [
    section('found', 'What changed', headlines(episode, page.terms, show), turningPointTable(episode, page.terms, show)),
    section('trajectories', 'Trajectories', tools, legend(episode.trajectories.some((t) => !t.signal)), trajectories, more),
    section('words', 'Transcript', transcript?.element ?? null),
    section('plane', 'Valence and arousal', planes(episode.trajectories, episode.clock)),
    section('labels', 'Labels', labels),
    section('people', 'Side by side', comparison(episode, viewport, page.terms), measures(pairs, episode, page.terms)),
    section('dynamics', 'Dynamics', measures(alone, episode, page.terms)),
    section('findings', 'Other findings', otherFindings(episode, page.terms, show)),
    section('quality', 'Coverage', quality(episode)),
    section('provenance', 'Where it comes from', provenance(episode, page)),
  ].filter((part): part is HTMLElement => part !== null);
  const contents = h('nav', { class: 'contents', 'aria-label': 'Contents' }, h('ul', {}, sections.map((part) =>
    h('li', {}, h('a', { href: `#${part.id}`, onclick: (event) => { event.preventDefault(); part.scrollIntoView(); part.querySelector('h3')!.setAttribute('tabindex', '-1'); part.querySelector('h3')!.focus({ preventScroll: true }); } },
      part.querySelector('h3')!.textContent)))));
  const element = h('article', { class: transcript === null ? '' : 'with-transcript' },
    h('h2', { tabindex: -1, dir: 'auto' }, episode.title === '' ? episode.id : episode.title),
    facts !== '' && h('p', { class: 'quiet' }, facts), h('p', { class: 'care' }, episode.limits, episode.turns.text.length > 0 && ' Check the marked words before you rely on it.'), sameNames(page), guide(), contents, sections);
  return { element, plots };
}
