/** What dynamics and dyads measured: a table for each thing that was looked at, whose rows say whose, of what and by which clock. */
import type { Episode, Measure, Table } from './data';
import { type Child, h } from './dom';
import { type Column, sortable } from './sortable';
import { term } from './term';
import { capital, minus, quantity, unit } from './words';

const kRowsAtOnce = 15;

interface Row extends Measure { perspective: string; what: string; clock: string }

const whose = (t: Table): string => (t.partner === '' ? t.who : `${t.who} and ${t.partner}`);
const what = (t: Table): string => [quantity(t.column), t.target !== '' && `towards ${t.target}`].filter(Boolean).join(' ');
const about = (t: Table): string => [what(t), t.perspective].filter((part) => part !== '').join(', ') + (t.input === '' ? '' : `, by ${t.input}`);

/** What a note on how a figure was made calls by a letter. */
function letters(note: string, terms: Record<string, string>): string[] {
  const known: [string, string][] = [['z', terms.z], ['q', terms.false_discovery_rate]];
  return known.filter(([letter, text]) => text !== undefined && new RegExp(`\\b${letter} -?\\d`).test(note)).map(([letter, text]) => `${letter}: ${text}`);
}

function measure(row: Row, terms: Record<string, string>): HTMLElement {
  const note = row.method === '' ? '' : `Here: ${minus(row.method)}.`;
  return term(row.shown, terms[row.measure.split(':')[0]] ?? '', note, ...letters(row.method, terms));
}

/** A reader takes "−1 to 1" for a result. */
function interval(row: Row): string {
  const all = row.unit === 'points (−1 to +1)' && row.interval === '-1 to 1';
  return minus(row.interval) + (all ? ', all of the scale: too little to tell' : '');
}

function rows(tables: Table[], terms: Record<string, string>): HTMLElement | null {
  const all: Row[] = tables.flatMap((t) => t.rows.map((row) => ({ ...row, perspective: t.perspective, what: what(t), clock: t.clock })));
  if (all.length === 0) return null;
  const hasTests = all.some((row) => row.strength !== '');
  const columns: Column<Row>[] = [
    { title: 'Whose', key: (row) => row.who, cell: (row) => h('span', { dir: 'auto' }, row.who) },
    { title: 'Of what', key: (row) => row.what, cell: (row) => [row.perspective, row.what].join(' ').trim() },
    { title: 'Measure', key: (row) => row.shown, cell: (row) => measure(row, terms) },
    { title: 'Value', number: true, key: (row) => (row.value === '' ? NaN : Number(row.value)), cell: (row) => minus(row.value) },
    { title: 'Unit', cell: (row) => unit(row.unit) },
    { title: capital(tables.find((t) => t.rows.length > 0)!.interval), means: terms.interval, cell: (row) => interval(row) },
    ...(hasTests ? [{ title: 'p', means: terms.p_value, key: (row: Row) => row.strength, cell: (row: Row) => row.strength.replace(/^p = /, '') }] : []),
    { title: 'Clock', means: 'What time is counted in there: turns of that person, exchanges of two, or time.', key: (row) => row.clock, cell: (row) => row.clock },
  ];
  const host = h('div');
  const show = (who: string) => host.replaceChildren(sortable(about(tables[0]), columns, who === '' ? all : all.filter((row) => row.who === who), kRowsAtOnce));
  show('');
  const people = [...new Set(all.map((row) => row.who))];
  const choice = people.length > 1 && h('label', { class: 'tools' }, 'Whose: ', h('select', { onchange: (event) => show((event.target as HTMLSelectElement).value) },
    h('option', { value: '' }, 'everybody’s'), people.map((who) => h('option', { value: who }, who))));
  return h('div', {}, choice, host);
}

/** Figures of a whole talk say little of one in which the level changed. */
function mixedLevels(tables: Table[], episode: Episode): Child[] {
  return tables.filter((t) => t.partner === '' && t.rows.length > 0).map((t) => {
    const turned = episode.findings.find((f) => f.type === 'turning_point' && f.grade === 'significant' && f.who === t.who && f.column === t.column && f.perspective === t.perspective);
    return turned !== undefined && h('p', { class: 'quiet' }, `The level of ${t.who} changed at ${turned.place}: these figures mix what was before and after.`);
  });
}

export function measures(all: Table[], episode: Episode, terms: Record<string, string>): HTMLElement[] {
  const groups = new Map<string, Table[]>();
  for (const t of all) groups.set(about(t), [...(groups.get(about(t)) ?? []), t]);
  return [...groups].map(([title, tables]) => {
    const { perspective } = tables[0];
    const refused = tables.filter((t) => t.refused.length > 0);
    // On a phone a row is a card: too long to stand open.
    return h('details', { open: groups.size === 1 && matchMedia('(min-width: 36rem)').matches },
      h('summary', {}, `${capital(title)}: ${tables.map(whose).join('; ')}`),
      h('p', { class: 'quiet' }, `Measured on ${perspective === '' ? 'means of bins of the signal' : 'single scores'}, not on the smoothed level`, perspective !== '' && ['; perspective: ', term(perspective, terms[perspective] ?? '')], '. Press a measure for what it means and how it was made here.'),
      mixedLevels(tables, episode), rows(tables, terms),
      refused.length > 0 && h('ul', { class: 'quiet' }, refused.map((t) => h('li', {}, `Not given of ${whose(t)}: ${t.refused.join('; ')}`))));
  });
}
