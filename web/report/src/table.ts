/** A table as any screen can show it: on a narrow one a row is a card, each value behind its column's title. */
import { type Child, h } from './dom';

/** A cell that carries its column's title. */
export function cell(title: string, number: boolean | undefined, content: Child): HTMLElement {
  return h('td', { role: 'cell', 'data-label': title, class: number && 'number' }, content);
}

/** Roles are spoken of, since a row that is drawn as a card is no table row to a screen reader. */
export function frame(label: string, caption: HTMLElement | null, heads: HTMLElement[], body: HTMLElement, ...below: HTMLElement[]): HTMLElement {
  body.setAttribute('role', 'rowgroup');
  for (const head of heads) head.setAttribute('role', 'columnheader');
  return h('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0 },
    h('table', { role: 'table' }, caption, h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)), body), below);
}

/** Rows whose first cell names them. */
export function table(label: string, caption: string | null, titles: string[], rows: Child[][]): HTMLElement {
  return frame(label, caption === null ? null : h('caption', {}, caption), titles.map((title) => h('th', { scope: 'col' }, title)),
    h('tbody', {}, rows.map(([first, ...others]) => h('tr', { role: 'row' },
      h('th', { scope: 'row', role: 'rowheader' }, first), others.map((content, i) => cell(titles[i + 1], false, content))))));
}
