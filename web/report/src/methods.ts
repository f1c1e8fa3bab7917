/** The Methods section of a paper, and whom to cite: folded, since few readers want it. */
import type { Methods, Reference } from './data';
import { action, type Child, h } from './dom';

/** Keys in brackets as authors and years that lead to the list; a way back goes with them. */
class Citations {
  private readonly items = new Map<string, HTMLElement>();
  private readonly links = new Map<string, HTMLElement>();

  constructor(private readonly references: Reference[]) {
    for (const { key, text, doi } of references) {
      this.items.set(key, h('li', { tabindex: -1 }, text, doi !== '' && [' ', h('a', { href: `https://doi.org/${encodeURI(doi)}`, rel: 'noreferrer' }, `doi:${doi}`)]));
    }
  }

  paragraph(text: string): HTMLElement {
    const parts: Child[] = [];
    let end = 0;
    for (const found of text.matchAll(/\[([\w-]+(?:, [\w-]+)*)\]/g)) {
      const keys = found[1].split(', ');
      if (!keys.every((key) => this.items.has(key))) continue;
      parts.push(text.slice(end, found.index), '(', keys.map((key, i) => [i === 0 ? '' : '; ', this.link(key)]), ')');
      end = found.index + found[0].length;
    }
    return h('p', {}, parts, text.slice(end));
  }

  list(): HTMLElement {
    for (const [key, link] of this.links) {
      this.items.get(key)!.append(' ', h('a', { href: '#', 'aria-label': `back to where ${link.textContent} is cited`, onclick: (event) => { event.preventDefault(); link.focus(); } }, '↩'));
    }
    return h('ul', { class: 'references' }, [...this.references].sort((a, b) => a.text.localeCompare(b.text)).map(({ key }) => this.items.get(key)!));
  }

  private link(key: string): HTMLElement {
    const link = action(this.references.find((one) => one.key === key)!.cited, () => this.items.get(key)!.focus());
    if (!this.links.has(key)) this.links.set(key, link);
    return link;
  }
}

export function methods({ text, references }: Methods): HTMLElement {
  const citations = new Citations(references);
  return h('details', {}, h('summary', {}, 'Methods, for a paper'),
    text.split('\n').filter((line) => line !== '').map((line) => citations.paragraph(line)),
    h('h3', {}, 'References'), citations.list(),
    h('details', {}, h('summary', {}, 'The same as BibTeX'), h('pre', {}, references.map((one) => one.bibtex).join('\n').trim())));
}
