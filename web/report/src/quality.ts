/** How much of it was read, and where everything comes from. */
import type { Episode, Page } from './data';
import { h } from './dom';
import { table } from './table';
import { plural } from './words';

export function quality(episode: Episode): HTMLElement | null {
  const { quality: q } = episode;
  const lines: [string, string][] = [];
  if (q.turns > 0) lines.push(['Turns', `${plural(q.turns, 'turn')} with words, ${q.scored.toLocaleString('en')} of them scored`]);
  if (q.events.length > 0) lines.push(['Without words', q.events.map(([event, count]) => `${count} ${event}`).join(', ')]);
  if (q.turns > 0) lines.push(['Language', q.language === '' ? 'not stated in the file' : q.language]);
  if (q.cut) lines.push(['Source', 'It was cut off: what is shown is a part.']);
  if (lines.length === 0 && q.sources.length === 0) return null;
  return h('div', {},
    h('dl', {}, lines.map(([term, text]) => [h('dt', {}, term), h('dd', {}, text)])),
    q.sources.length > 0 && table('Coverage', 'Coverage: what was scored, and where nothing is said', ['By', 'Who', 'Scored', 'Not given'],
      q.sources.slice(0, 100).map((s) => [s.source, s.who, s.scored,
        s.statuses.length === 0 ? '0' : s.statuses.map(([status, count]) => `${count} ${status}`).join(', ')])),
    q.sources.length > 100 && h('p', { class: 'quiet' }, `and ${q.sources.length - 100} more`));
}

export function provenance(episode: Episode, page: Page): HTMLElement {
  return h('div', {}, h('dl', {}, episode.provenance.map(([term, text]) => [h('dt', {}, term), h('dd', {}, text)]),
    page.program !== '' && [h('dt', {}, 'Program'), h('dd', {}, page.program)],
    page.command !== '' && [h('dt', {}, 'Command'), h('dd', {}, h('code', {}, page.command))]));
}
