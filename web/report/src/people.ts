/** People side by side, and who may be taken for another. */
import type { Episode, Page, Trajectory } from './data';
import { h } from './dom';
import { binned, sparkline } from './sparkline';
import { sortable } from './sortable';
import { aboutTrajectory, name, plain, signed } from './words';
import type { Viewport } from './viewport';

export function comparison(episode: Episode, viewport: Viewport, terms: Record<string, string>): HTMLElement | null {
  const rows = episode.trajectories.filter((t) => !t.signal);
  if (rows.length === 0) return null;
  const curve = (t: Trajectory) => (t.level.x.length > 0 ? t.level : t.raw);
  return sortable<Trajectory>('Levels side by side', [
    { title: 'Who', key: (t) => t.who, cell: (t) => name(t.who) },
    { title: 'What', key: aboutTrajectory, cell: aboutTrajectory },
    ...(new Set(rows.map((t) => t.source)).size > 1 ? [{ title: 'By', key: (t: Trajectory) => t.source, cell: (t: Trajectory) => t.source }] : []),
    { title: 'Turns', number: true, key: (t) => t.turns, cell: (t) => String(t.turns) },
    { title: 'Scored', number: true, key: (t) => t.scored, cell: (t) => String(t.scored) },
    { title: 'Mean', number: true, means: terms.mean, key: (t) => t.mean, cell: (t) => signed(t.mean) },
    { title: 'SD', number: true, means: terms.sd, key: (t) => t.sd ?? NaN, cell: (t) => (t.sd === null ? '' : plain(t.sd)) },
    { title: 'Turning points', number: true, means: terms.turning_point, key: (t) => t.turning_points.length, cell: (t) => (t.no_result === '' ? String(t.turning_points.length) : 'not tested') },
    { title: 'Course', cell: (t) => sparkline(binned(curve(t).x, curve(t).y, viewport.first, viewport.last, 50), `course of ${name(t.who)}, ${t.column}`, 140, 32, t.range) },
  ], rows, 30);
}

/** Of several episodes: who may be taken for somebody else. */
export function sameNames(page: Page): HTMLElement | null {
  if (page.episodes.length < 2) return null;
  return h('p', { class: 'quiet', id: 'same-names' }, page.names ? 'The same name in two episodes may be two people: names are all that is known here.'
    : 'P1 in two episodes is the same name, not surely the same person: numbers stand for names, and are the same all over this page. “author” is whoever wrote that episode.');
}
