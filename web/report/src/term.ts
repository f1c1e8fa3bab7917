/** A word that says what it means where it stands: on a press, so that keys and fingers reach it as a mouse does. */
import { h } from './dom';
import { minus } from './words';

/** The word, and what shows when it is pressed; for a sentence that the second must not break. */
export function explained(text: string, ...meanings: (string | false)[]): [word: HTMLElement, meaning: HTMLElement | null] {
  const said = meanings.filter((one): one is string => one !== false && one !== '').map(minus);
  if (said.length === 0) return [h('span', {}, text), null];
  const meaning = h('span', { class: 'meaning', role: 'note', hidden: true }, said.map((line) => h('span', {}, line)));
  const show = (open: boolean) => {
    meaning.hidden = !open;
    word.setAttribute('aria-expanded', String(open));
  };
  const word = h('button', { type: 'button', class: 'term', 'aria-expanded': 'false', title: said[0],
    onclick: () => show(meaning.hasAttribute('hidden')), onkeydown: (event) => { if ((event as KeyboardEvent).key === 'Escape') show(false); } }, text);
  return [word, meaning];
}

export const term = (text: string, ...meanings: (string | false)[]): HTMLElement => h('span', {}, explained(text, ...meanings));

/** Definitions below a table, for whoever asks. */
export function meanings(title: string, all: [string, string][]): HTMLElement | null {
  const known = all.filter(([, text]) => text !== '');
  return known.length === 0 ? null
    : h('details', { class: 'quiet meanings' }, h('summary', {}, title), h('dl', {}, known.map(([word, text]) => [h('dt', {}, word), h('dd', {}, minus(text))])));
}
