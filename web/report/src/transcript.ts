/**
 * The transcript: of any length, since only blocks near the reader are filled. A block that is left keeps its height, so
 * that nothing jumps; browsers place what is estimated.
 */
import type { Episode, TurnText } from './data';
import { firstNotBelow } from './detail';
import { h } from './dom';
import type { Viewport } from './viewport';
import { plural, signed } from './words';

const kBlock = 40;
const kMostPrinted = 5000;
const kLineHeight = 26, kCharactersALine = 60;

export class Transcript {
  readonly element: HTMLElement;
  private readonly list = h('div', { class: 'turns', role: 'region', 'aria-label': 'Transcript; up and down go from turn to turn', tabindex: 0,
    onkeydown: (event) => this.onKey(event as KeyboardEvent) });
  private readonly blocks: HTMLElement[] = [];
  private readonly found = h('output', { class: 'quiet' });
  private readonly marked = new Set<number>();
  /** Positions that have a place on the x axis, with it. */
  private readonly places: { position: number[]; x: number[] } = { position: [], x: [] };
  private current = -1;

  constructor(private readonly episode: Episode, private readonly viewport: Viewport) {
    const { turns } = episode;
    turns.x.forEach((x, i) => {
      if (x === null) return;
      this.places.position.push(i);
      this.places.x.push(x);
    });
    for (const finding of episode.findings) {
      if (finding.type === 'turning_point' && finding.turn !== null && finding.refused === '') this.marked.add(finding.turn);
    }
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) entry.isIntersecting ? this.fill(entry.target as HTMLElement) : this.empty(entry.target as HTMLElement);
    }, { root: this.list, rootMargin: '600px' });
    for (let begin = 0; begin < turns.text.length; begin += kBlock) {
      const block = h('div', { 'data-begin': begin, style: `height:${this.estimate(begin)}px` });
      this.blocks.push(block);
      observer.observe(block);
    }
    this.list.append(...this.blocks);
    if (episode.language !== '') this.list.lang = episode.language;
    const search = h('input', { type: 'search', 'aria-label': 'Find in the transcript', placeholder: 'Find in the transcript',
      onkeydown: (event) => { if ((event as KeyboardEvent).key === 'Enter') this.find((event.target as HTMLInputElement).value, (event as KeyboardEvent).shiftKey ? -1 : 1); } });
    this.element = h('div', { class: 'transcript' }, h('div', { class: 'tools' }, search, this.found), this.list,
      turns.text.length > kMostPrinted && h('p', { class: 'print-only' }, `In print: the first ${plural(kMostPrinted, 'turn')}.`));
    viewport.onPoint(() => this.showPoint());
    addEventListener('beforeprint', () => this.blocks.slice(0, kMostPrinted / kBlock).forEach((block) => this.fill(block)));
  }

  /** Scrolls to the turn that stands at x, and marks it. */
  goTo(x: number, focus = false): void {
    const position = this.positionOf(x);
    if (position === -1) return;
    const row = this.row(position);
    row.scrollIntoView({ block: 'center' });
    // What was estimated above it is measured now: once more, from there.
    requestAnimationFrame(() => this.row(position).scrollIntoView({ block: 'nearest' }));
    this.mark(position);
    if (focus) row.querySelector('button')?.focus({ preventScroll: true });
  }

  private positionOf(x: number): number {
    const i = firstNotBelow(this.places.x, x);
    return this.places.position[i] ?? -1;
  }

  private showPoint(): void {
    if (this.viewport.at === null) return;
    const position = this.positionOf(this.viewport.at);
    if (position !== -1) this.mark(position);
  }

  private mark(position: number): void {
    this.rowIfFilled(this.current)?.removeAttribute('aria-current');
    this.current = position;
    this.rowIfFilled(position)?.setAttribute('aria-current', 'true');
  }

  private row(position: number): HTMLElement {
    this.fill(this.blocks[Math.floor(position / kBlock)]);
    return this.rowIfFilled(position)!;
  }

  private rowIfFilled(position: number): HTMLElement | null {
    if (position < 0) return null;
    return (this.blocks[Math.floor(position / kBlock)].children[position % kBlock] as HTMLElement | undefined) ?? null;
  }

  private estimate(begin: number): number {
    let lines = 0;
    const end = Math.min(begin + kBlock, this.episode.turns.text.length);
    for (let i = begin; i < end; ++i) lines += 1 + Math.floor(plainText(this.episode.turns.text[i]).length / kCharactersALine);
    return lines * kLineHeight;
  }

  private fill(block: HTMLElement): void {
    if (block.childElementCount > 0) return;
    const begin = Number(block.dataset.begin);
    const end = Math.min(begin + kBlock, this.episode.turns.text.length);
    for (let i = begin; i < end; ++i) block.append(this.turn(i));
    block.style.height = '';
  }

  private empty(block: HTMLElement): void {
    if (block.childElementCount === 0 || block.contains(document.activeElement)) return;
    block.style.height = `${block.offsetHeight}px`;
    block.replaceChildren();
  }

  private turn(i: number): HTMLElement {
    const { turns, people } = this.episode;
    const number = turns.number[i], x = turns.x[i];
    const label = turns.place[i] === '' ? String(number) : turns.place[i];
    const link = x === null ? h('span', { class: 'quiet' }, label)
      : h('button', { class: 'turn-place', tabindex: -1, title: `turn ${number}: show in the plots`,
          'aria-label': `${label === String(number) ? `turn ${number}` : `${label}, turn ${number}`}: show in the plots`,
          onclick: () => { this.viewport.reveal(x); this.viewport.point(x); } }, label);
    const who = turns.who[i] < 0 ? null : h('span', { class: 'who' }, h('bdi', {}, people[turns.who[i]]), ':');
    const event = turns.event[i];
    return h('p', { class: this.marked.has(number) && 'turning', 'aria-current': i === this.current && 'true' }, link, who,
      event === undefined ? h('span', { dir: 'auto' }, spans(turns.text[i])) : h('i', { class: 'quiet' }, event));
  }

  private onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const position = Math.min(Math.max(this.current + step, 0), this.episode.turns.text.length - 1);
    const row = this.row(position);
    row.scrollIntoView({ block: 'nearest' });
    this.mark(position);
    row.querySelector('button')?.focus({ preventScroll: true });
    const x = this.episode.turns.x[position];
    if (x === null) return;
    this.viewport.reveal(x);
    this.viewport.point(x);
  }

  private find(text: string, step: 1 | -1): void {
    const wanted = text.trim().toLocaleLowerCase();
    if (wanted === '') return;
    const { text: texts } = this.episode.turns;
    for (let n = 1; n <= texts.length; ++n) {
      const i = (this.current + step * n + texts.length * 2) % texts.length;
      if (!plainText(texts[i]).toLocaleLowerCase().includes(wanted)) continue;
      this.row(i).scrollIntoView({ block: 'center' });
      this.mark(i);
      this.found.textContent = `turn ${this.episode.turns.number[i]}`;
      return;
    }
    this.found.textContent = 'not found';
  }
}

const plainText = (text: TurnText): string =>
  typeof text === 'string' ? text : text.map((part) => (typeof part === 'string' ? part : part[0])).join('');

function spans(text: TurnText): (Node | string)[] {
  if (typeof text === 'string') return [text];
  return text.map((part) => (typeof part === 'string' ? part
    : h('mark', { class: part[1] < 0 && 'low', title: `${signed(part[1])} by this word` }, part[0])));
}
