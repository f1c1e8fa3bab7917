/** People side by side, and what is measured of each and of pairs. */
import type { Episode, Table, Trajectory } from './data';
import { h } from './dom';
import { binned, sparkline } from './sparkline';
import { sortable } from './sortable';
import { table } from './table';
import { aboutTrajectory, minus, name, plain, signed } from './words';
import type { Viewport } from './viewport';

export function comparison(episode: Episode, viewport: Viewport): HTMLElement | null {
  const rows = episode.trajectories.filter((t) => !t.signal);
  if (rows.length === 0) return null;
  const curve = (t: Trajectory) => (t.level.x.length > 0 ? t.level : t.raw);
  return sortable<Trajectory>('Levels side by side', [
    { title: 'Who', key: (t) => t.who, cell: (t) => name(t.who) },
    { title: 'What', key: aboutTrajectory, cell: aboutTrajectory },
    ...(new Set(rows.map((t) => t.source)).size > 1 ? [{ title: 'By', key: (t: Trajectory) => t.source, cell: (t: Trajectory) => t.source }] : []),
    { title: 'Turns', number: true, key: (t) => t.turns, cell: (t) => String(t.turns) },
    { title: 'Scored', number: true, key: (t) => t.scored, cell: (t) => String(t.scored) },
    { title: 'Mean', number: true, key: (t) => t.mean, cell: (t) => signed(t.mean) },
    { title: 'SD', number: true, key: (t) => t.sd ?? NaN, cell: (t) => (t.sd === null ? '' : plain(t.sd)) },
    { title: 'Turning points', number: true, key: (t) => t.turning_points.length, cell: (t) => (t.no_result === '' ? String(t.turning_points.length) : 'not tested') },
    { title: 'Course', cell: (t) => sparkline(binned(curve(t).x, curve(t).y, viewport.first, viewport.last, 50), `course of ${name(t.who)}, ${t.column}`, 140, 32, t.range) },
  ], rows, 30);
}

/** What dynamics or dyads said, folded: one subject or pair each. Equal notes on how are written once, below. */
export function tables(all: Table[], episode: Episode, terms: Record<string, string>): HTMLElement[] {
  return all.map((measures) => {
    const title = `${measures.who}${measures.partner === '' ? '' : ` and ${measures.partner}`}, ${measures.about}`;
    const notes = [...new Set(measures.rows.map((row) => row[4]).filter((note) => note !== ''))];
    const letter = (note: string) => (note === '' ? null : h('sup', {}, String.fromCharCode(97 + notes.indexOf(note))));
    const hasTests = measures.rows.some((row) => row[3] !== '');
    return h('details', {}, h('summary', {}, title), measures.partner === '' && mixedLevels(measures, episode),
      measures.rows.length > 0 && table(title, null, ['Measure', 'Value', measures.interval, ...(hasTests ? ['Test'] : [])],
        measures.rows.map(([shown, value, interval, strength, note, measure]) =>
          [h('span', { title: terms[measure.split(':')[0]] }, shown, letter(note)), minus(value), minus(interval), ...(hasTests ? [strength] : [])])),
      notes.length > 0 && h('ol', { class: 'notes quiet', type: 'a' }, notes.map((note) => h('li', {}, note))),
      measures.refused.length > 0 && h('p', { class: 'quiet' }, 'Not given: ', measures.refused.join('; ')));
  });
}

/** Figures of a whole talk say little of one in which the level changed. */
function mixedLevels(table: Table, episode: Episode): HTMLElement | null {
  const turned = episode.findings.find((f) => f.type === 'turning_point' && f.grade === 'significant' && f.who === table.who && table.about.startsWith(f.column));
  return turned === undefined ? null : h('p', { class: 'quiet' }, `The level of ${turned.who} changed at ${turned.place}: these figures mix what was before and after.`);
}
