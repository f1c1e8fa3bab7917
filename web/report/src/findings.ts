/** What was found: the turning points as sentences, all else as a table. */
import type { Episode, Finding, Trajectory } from './data';
import { action, h } from './dom';
import { sortable } from './sortable';
import { explained, term } from './term';
import { arrow, minus, plain, plainly, quantity, sentence, signed } from './words';

type Terms = Record<string, string>;
type Show = (finding: Finding) => void;

function words(finding: Finding): (Node | string)[] {
  return finding.words.flatMap(([word, weight], i) => [i === 0 ? '' : ', ',
    h('mark', { class: weight !== null && weight < 0 && 'low', dir: 'auto' }, word), weight === null ? '' : ` ${signed(weight)}`]);
}

const isTurn = (f: Finding): boolean => f.type === 'turning_point' && f.refused === '';
const strengthOf = (f: Finding): number => (f.grade === 'significant' ? 10 : 0) + Math.abs(f.size ?? 0);

const kMostHeadlines = 4;

/** The strongest changes, as a reader would tell them, and who is left. */
export function headlines(episode: Episode, terms: Terms, show: Show): HTMLElement {
  const turns = episode.findings.filter(isTurn).sort((a, b) => strengthOf(b) - strengthOf(a));
  const several = new Set(episode.trajectories.map((t) => t.source)).size > 1;
  const signalOf = (f: Finding) => episode.trajectories.find((t) => t.column === f.column && t.who === f.who)?.signal === true;
  if (episode.trajectories.length === 0) return h('p', {}, 'Nothing in it was scored.');
  return h('div', {}, h('ul', { class: 'headlines' }, turns.slice(0, kMostHeadlines).map((f) => headline(f, signalOf(f) ? plain : signed, several, episode.turns.text.length > 0, terms, show))),
    turns.length > kMostHeadlines && h('p', { class: 'quiet' }, `and ${turns.length - kMostHeadlines} more`), unchanged(episode));
}

/** Of whom no change is told, and why. */
function unchanged(episode: Episode): HTMLElement | null {
  const without = episode.trajectories.filter((t) => t.turning_points.length === 0);
  if (without.length === 0) return null;
  const line = (t: Trajectory) => `${t.who === '' ? '' : `${t.who}, `}${quantity(t.column)}: ${t.no_result === '' ? 'no lasting change found' : t.no_result}`;
  return h('ul', { class: 'quiet' }, without.slice(0, 12).map((t) => h('li', {}, line(t))), without.length > 12 && h('li', {}, `and ${without.length - 12} more trajectories`));
}

const sureness = (terms: Terms): string => ['significant', 'candidate'].map((grade) => `${grade}: ${terms[grade] ?? ''}`).join(' ') + ` p: ${terms.p_value ?? ''}`;

function headline(f: Finding, asNumber: (value: number) => string, bySource: boolean, fromWords: boolean, terms: Terms, show: Show): HTMLElement {
  const told = plainly(f, fromWords);
  const text = told === null ? sentence(f, asNumber) : `${told} at ${f.place}`;
  const [size, meaningOfSize] = f.size === null ? [null, null] : explained(`${Math.abs(f.size).toFixed(1)} SD`, terms.size_sd ?? '');
  const [sure, meaningOfSure] = explained(f.strength, terms[f.grade] ?? '', terms.p_value !== undefined && `p: ${terms.p_value}`);
  const exactly = [told !== null && sentence({ ...f, who: '', place: '' }, asNumber), size !== null && [told !== null && ', by ', size], (told !== null || size !== null) && '; ', sure, bySource && f.input !== '' && `; by ${f.input}`];
  return h('li', { class: f.direction },
    h('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow(f)), ' ', f.x === null ? text : action(text, () => show(f)), ' (', exactly, f.grade === 'candidate' && '; chance could do this too', ')', meaningOfSize, meaningOfSure,
    f.words.length > 0 && [h('br'), h('span', { class: 'quiet' }, 'words that weigh there: ', words(f))]);
}

export function turningPointTable(episode: Episode, terms: Terms, show: Show): HTMLElement | null {
  const turns = episode.findings.filter(isTurn);
  if (turns.length === 0) return null;
  return h('details', {}, h('summary', {}, 'All turning points, as a table'), sortable<Finding>('Turning points', [
    { title: 'When', key: (f) => f.x ?? -Infinity, cell: (f) => (f.x === null ? f.place : action(f.place, () => show(f))) },
    { title: 'Who', key: (f) => f.who, cell: (f) => f.who },
    { title: 'What', key: (f) => f.column, cell: (f) => `${f.perspective} ${quantity(f.column)}`.trim() },
    ...(new Set(turns.map((f) => f.input)).size > 1 ? [{ title: 'By', key: (f: Finding) => f.input, cell: (f: Finding) => f.input }] : []),
    { title: 'Change', key: (f) => (f.after ?? 0) - (f.before ?? 0),
      cell: (f) => `${arrow(f)} ${f.before === null || f.after === null ? f.direction : `${plainOrSigned(f, f.before)} → ${plainOrSigned(f, f.after)}`}` },
    { title: 'Size (SD)', number: true, means: terms.size_sd, key: (f) => Math.abs(f.size ?? NaN), cell: (f) => (f.size === null ? '' : Math.abs(f.size).toFixed(1)) },
    { title: 'How sure', means: sureness(terms), key: (f) => f.strength, cell: (f) => f.strength },
    { title: 'Words', cell: (f) => h('span', {}, words(f)) },
  ], turns, 50));
}

const plainOrSigned = (f: Finding, value: number): string => (f.column.includes('.') ? plain(value) : signed(value));

/** p stands in a column of its own. */
const found = (f: Finding): string => minus(f.said.replace(f.column, () => quantity(f.column)).replace(/, p = [\d.]+$/, ''));

export function otherFindings(episode: Episode, terms: Terms, show: Show): (HTMLElement | null)[] {
  const others = episode.findings.filter((f) => f.type !== 'turning_point');
  const given = others.filter((f) => f.refused === ''), refused = others.filter((f) => f.refused !== '');
  const type = (f: Finding) => f.type.replaceAll('_', ' ');
  const who = (f: Finding) => (f.partner === '' ? f.who : `${f.who}, ${f.partner}`);
  const hasTests = given.some((f) => f.strength !== '');
  return [given.length === 0 ? null : sortable<Finding>('Other findings', [
    { title: 'When', key: (f) => f.x ?? -Infinity, cell: (f) => (f.x === null ? '' : action(f.place, () => show(f))) },
    { title: 'What', key: type, cell: (f) => term(type(f), terms[f.type] ?? '', terms[f.measure] !== undefined && f.measure !== f.type && `${f.measure.replaceAll('_', ' ')}: ${terms[f.measure]}`) },
    { title: 'Who', key: who, cell: who },
    { title: 'Found', cell: (f) => found(f) },
    ...(hasTests ? [{ title: 'How sure', means: sureness(terms), key: (f: Finding) => f.strength, cell: (f: Finding) => f.strength }] : []),
    { title: 'By', key: (f) => f.source, cell: (f) => f.source },
  ], given, 50),
  refused.length === 0 ? null : h('details', { class: 'quiet' }, h('summary', {}, `Not given: ${refused.length}`),
    h('ul', {}, refused.slice(0, 100).map((f) => h('li', {}, `${type(f)}${f.who === '' ? '' : ` of ${who(f)}`}${f.column === '' ? '' : `, ${quantity(f.column)}`}: ${f.refused}`)), refused.length > 100 && h('li', {}, `and ${refused.length - 100} more`)))];
}
