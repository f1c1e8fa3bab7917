/** Numbers, places and findings for people. */
import type { Clock, Finding, Trajectory } from './data';

export function signed(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? '0.00' : `${rounded > 0 ? '+' : '−'}${Math.abs(rounded).toFixed(2)}`;
}

export const plain = (value: number): string => minus(Number(value.toPrecision(3)).toString());

/** Hyphens before digits as minus signs. */
export const minus = (text: string): string => text.replace(/(^|[\s(])-(?=\d)/g, '$1−');

export const plural = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

export const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('en') + text.slice(1);

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** "turn 12", "1:05", "2024-05-01 18:30": to the minute, as the clocks there showed it. */
export function place(clock: Clock, x: number): string {
  if (clock.type === 'order') return `turn ${Math.round(x)}`;
  if (clock.type === 'media') {
    const s = Math.round(x);
    return s >= 3600 ? `${Math.floor(s / 3600)}:${two((s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
  }
  const iso = new Date((x + clock.offset) * 1000).toISOString();
  if (clock.precision === 'year') return iso.slice(0, 4);
  return clock.precision === 'day' ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

export const name = (who: string): string => (who === '' ? 'the signal' : who);

/** "eda.eda", the channel of a series of the same name, as "eda". */
export const quantity = (column: string): string => column.replace(/^(.+)\.\1$/, '$1');

/** "uS2" as "µS²". */
export const unit = (text: string): string => text.replace(/^u(?=[A-Z])/, 'µ').replace(/([A-Za-z])2$/, '$1²');

export function aboutTrajectory(t: Trajectory): string {
  const parts = [t.unit === '' ? quantity(t.column) : `${quantity(t.column)} (${unit(t.unit)})`];
  if (t.perspective !== '') parts.push(t.perspective);
  if (t.target !== '') parts.push(`towards ${t.target}`);
  return parts.join(', ');
}

const kTurned: Record<string, [up: string, down: string]> = {
  valence: ['more pleasant', 'more unpleasant'], arousal: ['more excited', 'calmer'], dominance: ['more in control', 'less in control'],
};

/** A turning point for whoever does not know the field: "P1’s words turned more unpleasant"; null where there are no such words. */
export function plainly(f: Finding, fromWords: boolean): string | null {
  const verb = f.grade === 'significant' ? 'turned' : 'may have turned';
  const turned = kTurned[f.column]?.[f.direction === 'up' ? 0 : 1];
  if (turned === undefined || f.direction === '' || f.who === '') return null;
  if (f.perspective === 'felt') return `${f.who} ${f.grade === 'significant' ? 'felt' : 'may have felt'} ${turned}, by their own report`;
  if (f.perspective === 'perceived') return `${f.who} ${f.grade === 'significant' ? 'was' : 'may have been'} perceived as ${turned}`;
  if (f.perspective !== 'expressed') return null;
  return `${f.who}’s ${fromWords ? 'words' : 'expression'} ${verb} ${turned}`;
}

/** A turning point as a sentence: "P1's expressed valence fell from +0.60 to −0.60 at turn 6". */
export function sentence(f: Finding, asNumber: (value: number) => string = signed): string {
  const whose = f.who === '' ? '' : `${f.who}’s `;
  const what = [f.perspective, quantity(f.column)].filter((part) => part !== '').join(' ');
  const moved = f.direction === 'up' ? 'rose' : f.direction === 'down' ? 'fell' : 'changed';
  const levels = f.before !== null && f.after !== null ? ` from ${asNumber(f.before)} to ${asNumber(f.after)}` : '';
  return `${whose}${what} ${moved}${levels}${f.place === '' ? '' : ` at ${f.place}`}`;
}

export const arrow = (f: Finding): string =>
  f.direction === 'up' ? (f.grade === 'significant' ? '▲' : '△') : f.grade === 'significant' ? '▼' : '▽';
