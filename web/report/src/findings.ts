/** What was found: the turning points as sentences, all else as a table. */
import type { Episode, Finding, Trajectory } from './data';
import { action, h } from './dom';
import { sortable } from './sortable';
import { arrow, plain, plainly, sentence, signed } from './words';

type Show = (finding: Finding) => void;

function words(finding: Finding): (Node | string)[] {
  return finding.words.flatMap(([word, weight], i) => [i === 0 ? '' : ', ',
    h('mark', { class: weight !== null && weight < 0 && 'low', dir: 'auto' }, word), weight === null ? '' : ` ${signed(weight)}`]);
}

const isTurn = (f: Finding): boolean => f.type === 'turning_point' && f.refused === '';
const strengthOf = (f: Finding): number => (f.grade === 'significant' ? 10 : 0) + Math.abs(f.size ?? 0);

const kMostHeadlines = 4;

/** The strongest changes, as a reader would tell them, and who is left. */
export function headlines(episode: Episode, show: Show): HTMLElement {
  const turns = episode.findings.filter(isTurn).sort((a, b) => strengthOf(b) - strengthOf(a));
  const several = new Set(episode.trajectories.map((t) => t.source)).size > 1;
  const signalOf = (f: Finding) => episode.trajectories.find((t) => t.column === f.column && t.who === f.who)?.signal === true;
  if (episode.trajectories.length === 0) return h('p', {}, 'Nothing in it was scored.');
  return h('div', {}, h('ul', { class: 'headlines' }, turns.slice(0, kMostHeadlines).map((f) => headline(f, signalOf(f) ? plain : signed, several, episode.turns.text.length > 0, show))),
    turns.length > kMostHeadlines && h('p', { class: 'quiet' }, `and ${turns.length - kMostHeadlines} more`), unchanged(episode));
}

/** Of whom no change is told, and why. */
function unchanged(episode: Episode): HTMLElement | null {
  const without = episode.trajectories.filter((t) => t.turning_points.length === 0);
  if (without.length === 0) return null;
  const line = (t: Trajectory) => `${t.who === '' ? '' : `${t.who}, `}${t.column}: ${t.no_result === '' ? 'no lasting change found' : t.no_result}`;
  return h('ul', { class: 'quiet' }, without.slice(0, 12).map((t) => h('li', {}, line(t))), without.length > 12 && h('li', {}, `and ${without.length - 12} more trajectories`));
}

function headline(f: Finding, asNumber: (value: number) => string, bySource: boolean, fromWords: boolean, show: Show): HTMLElement {
  const told = plainly(f, fromWords);
  const text = told === null ? sentence(f, asNumber) : `${told} at ${f.place}`;
  const exactly = [told === null ? '' : `${sentence({ ...f, who: '', place: '' }, asNumber)}; `, f.strength, bySource && f.input !== '' ? `; by ${f.input}` : ''].join('');
  return h('li', { class: f.direction },
    h('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow(f)), ' ', f.x === null ? text : action(text, () => show(f)), ` (${exactly}${f.grade === 'candidate' ? '; chance could do this too' : ''})`,
    f.words.length > 0 && [h('br'), h('span', { class: 'quiet' }, 'words that weigh there: ', words(f))]);
}

export function turningPointTable(episode: Episode, show: Show): HTMLElement | null {
  const turns = episode.findings.filter(isTurn);
  if (turns.length === 0) return null;
  return h('details', {}, h('summary', {}, 'All turning points, as a table'), sortable<Finding>('Turning points', [
    { title: 'When', key: (f) => f.x ?? -Infinity, cell: (f) => (f.x === null ? f.place : action(f.place, () => show(f))) },
    { title: 'Who', key: (f) => f.who, cell: (f) => f.who },
    { title: 'What', key: (f) => f.column, cell: (f) => `${f.perspective} ${f.column}`.trim() },
    ...(new Set(turns.map((f) => f.input)).size > 1 ? [{ title: 'By', key: (f: Finding) => f.input, cell: (f: Finding) => f.input }] : []),
    { title: 'Change', key: (f) => (f.after ?? 0) - (f.before ?? 0),
      cell: (f) => `${arrow(f)} ${f.before === null || f.after === null ? f.direction : `${plainOrSigned(f, f.before)} → ${plainOrSigned(f, f.after)}`}` },
    { title: 'Size (SDs within levels)', number: true, key: (f) => Math.abs(f.size ?? NaN), cell: (f) => (f.size === null ? '' : Math.abs(f.size).toFixed(1)) },
    { title: 'How sure', key: (f) => f.strength, cell: (f) => f.strength },
    { title: 'Words', cell: (f) => h('span', {}, words(f)) },
  ], turns, 50));
}

const plainOrSigned = (f: Finding, value: number): string => (f.column.includes('.') ? plain(value) : signed(value));

export function otherFindings(episode: Episode, show: Show): HTMLElement | null {
  const others = episode.findings.filter((f) => f.type !== 'turning_point');
  if (others.length === 0) return null;
  return sortable<Finding>('Other findings', [
    { title: 'When', key: (f) => f.x ?? -Infinity, cell: (f) => (f.x === null ? '' : action(f.place, () => show(f))) },
    { title: 'What', key: (f) => f.type, cell: (f) => f.type.replaceAll('_', ' ') },
    { title: 'Who', key: (f) => f.who, cell: (f) => (f.partner === '' ? f.who : `${f.who}, ${f.partner}`) },
    { title: 'Found', cell: (f) => (f.refused === '' ? f.said : f.refused) },
    { title: 'How sure', key: (f) => f.strength, cell: (f) => f.strength },
    { title: 'By', key: (f) => f.source, cell: (f) => f.source },
  ], others, 50);
}
