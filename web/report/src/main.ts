/** Starts the page: unpacks its index, shows the corpus or the only episode, follows #episode=N. */
import { corpusPage } from './corpus_page';
import { type Episode, type Page, unpack } from './data';
import { h } from './dom';
import { episodePage } from './episode_page';
import { methods } from './methods';
import type { TimePlotView } from './plot';

const host = document.getElementById('report')!;
let plots: TimePlotView[] = [];
const redraw = (): void => plots.forEach((plot) => plot.redraw());

function themeButton(): HTMLElement {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const button = h('button', { class: 'theme', onclick: () => { document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'; show(); } });
  const show = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'light colours' : 'dark colours');
    redraw();
  };
  dark.addEventListener('change', show);
  show();
  return button;
}

async function open(page: Page): Promise<void> {
  const wanted = /^#episode=(\d+)$/.exec(location.hash);
  const number = page.episodes.length === 1 ? 0 : wanted === null ? -1 : Number(wanted[1]);
  const back = page.episodes.length > 1 && number >= 0 ? h('p', {}, h('a', { href: '#' }, '← all episodes')) : null;
  const view = number < 0 || number >= page.episodes.length ? corpusPage(page) : episodePage(await unpack<Episode>(`episode-${number}`), page);
  plots = view.plots;
  host.replaceChildren(...(back === null ? [] : [back]), view.element);
  if (wanted !== null) view.element.querySelector('h2')?.focus();
}

function complain(error: unknown): void {
  host.replaceChildren(h('p', { class: 'care', role: 'alert' }, `This page cannot be shown: ${error instanceof Error ? error.message : String(error)}`));
}

/** Paper shows what is folded, and of tables the rows that are left. */
function unfold(): void {
  document.querySelectorAll('details').forEach((part) => { part.open = true; });
  for (let times = 0; times < 3; ++times) document.querySelectorAll<HTMLButtonElement>('.scroll button.more:not([hidden])').forEach((more) => more.click());
}

async function start(): Promise<void> {
  if (!('DecompressionStream' in globalThis)) throw new Error('the browser is too old (it needs DecompressionStream: any of 2023 or later has it)');
  const page = await unpack<Page>('index');
  document.querySelector('header')!.append(themeButton());
  if (page.methods !== null) document.getElementById('methods')!.append(methods(page.methods));
  addEventListener('beforeprint', unfold);
  addEventListener('hashchange', () => void open(page).catch(complain));
  await open(page);
  document.documentElement.dataset.ready = 'true';
}

void start().catch(complain);
