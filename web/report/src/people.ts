/** People side by side, and what is measured of each and of pairs. */
import type { Episode, Table, Trajectory } from './data';
import { h } from './dom';
import { binned, sparkline } from './sparkline';
import { sortable } from './sortable';
import { aboutTrajectory, name, plain, signed } from './words';
import type { Viewport } from './viewport';

export function comparison(episode: Episode, viewport: Viewport): HTMLElement | null {
  const rows = episode.trajectories.filter((t) => !t.signal);
  if (rows.length === 0) return null;
  const curve = (t: Trajectory) => (t.level.x.length > 0 ? t.level : t.raw);
  return sortable<Trajectory>('Levels side by side', [
    { title: 'Who', key: (t) => t.who, cell: (t) => name(t.who) },
    { title: 'What', key: aboutTrajectory, cell: aboutTrajectory },
    { title: 'By', key: (t) => t.source, cell: (t) => t.source },
    { title: 'Turns', number: true, key: (t) => t.turns, cell: (t) => String(t.turns) },
    { title: 'Scored', number: true, key: (t) => t.scored, cell: (t) => String(t.scored) },
    { title: 'Mean', number: true, key: (t) => t.mean, cell: (t) => signed(t.mean) },
    { title: 'SD', number: true, key: (t) => t.sd ?? NaN, cell: (t) => (t.sd === null ? '' : plain(t.sd)) },
    { title: 'Turning points', number: true, key: (t) => t.turning_points.length, cell: (t) => (t.no_result === '' ? String(t.turning_points.length) : 'not tested') },
    { title: 'Course', cell: (t) => sparkline(binned(curve(t).x, curve(t).y, viewport.first, viewport.last, 50), `course of ${name(t.who)}, ${t.column}`, 140, 32, t.range) },
  ], rows, 30);
}

/** What dynamics or dyads said, folded: one subject or pair each. */
export function tables(all: Table[], terms: Record<string, string>): HTMLElement[] {
  return all.map((table, i) => {
    const title = `${table.who}${table.partner === '' ? '' : ` and ${table.partner}`}, ${table.about}`;
    const about = (measure: string) => terms[measure.split(':')[0]];
    return h('details', { open: i === 0 && all.length < 4 }, h('summary', {}, title),
      table.rows.length > 0 && h('div', { class: 'scroll', role: 'region', 'aria-label': title, tabindex: 0 }, h('table', {},
        h('thead', {}, h('tr', {}, ['Measure', 'Value', table.interval, 'Test', 'How'].map((head) => h('th', { scope: 'col' }, head)))),
        h('tbody', {}, table.rows.map(([shown, value, interval, strength, method, measure]) => h('tr', {},
          h('th', { scope: 'row', title: about(measure) }, shown), [value, interval, strength, method].map((cell) => h('td', {}, cell))))))),
      table.refused.map((line) => h('p', { class: 'quiet' }, line)));
  });
}
