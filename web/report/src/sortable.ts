/** A table whose columns sort it, by mouse and keyboard. */
import { h } from './dom';
import { cell, frame } from './table';
import { meanings } from './term';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => Node | string;
  /** What to sort by; a column without it does not sort. */
  key?: (row: Row) => number | string;
  number?: boolean;
  /** In plain words; told below the table. */
  means?: string;
}

export function sortable<Row>(caption: string, columns: Column<Row>[], rows: Row[], most = Infinity): HTMLElement {
  const body = h('tbody');
  let order = rows;
  let limit = most;
  const more = h('button', { class: 'more', onclick: () => { limit *= 4; draw(); } });
  const draw = () => {
    body.replaceChildren(...order.slice(0, limit).map((row) => h('tr', { role: 'row' }, columns.map((c) => cell(c.title, c.number, c.cell(row))))));
    more.hidden = order.length <= limit;
    more.textContent = `Show more (${order.length - limit} left)`;
  };
  const heads = columns.map((column) => {
    if (column.key === undefined) return h('th', { scope: 'col', role: 'columnheader' }, column.title);
    const head = h('th', { scope: 'col', 'aria-sort': 'none', class: column.number && 'number' }, h('button', { class: 'sort', onclick: () => sort() }, column.title));
    const { key } = column;
    const sort = () => {
      const down = head.getAttribute('aria-sort') === 'descending';
      for (const other of heads) if (other.hasAttribute('aria-sort')) other.setAttribute('aria-sort', 'none');
      head.setAttribute('aria-sort', down ? 'ascending' : 'descending');
      order = [...rows].sort((a, b) => (down ? 1 : -1) * compare(key(a), key(b)));
      draw();
    };
    return head;
  });
  draw();
  const table = frame(caption, h('caption', { class: 'heard' }, caption), heads, body, more);
  const told = meanings('What the columns mean', columns.map((c) => [c.title, c.means ?? '']));
  return told === null ? table : h('div', {}, table, told);
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'string' || typeof b === 'string') return String(a).localeCompare(String(b));
  return (Number.isNaN(a) ? -Infinity : a) - (Number.isNaN(b) ? -Infinity : b);
}
