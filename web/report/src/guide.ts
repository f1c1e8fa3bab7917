/** How to read the page, in plain words, and what it is not. */
import { h } from './dom';

const kHow: [string, string][] = [
  ['Dots', 'Each dot is one turn’s score: how pleasant (above 0) or unpleasant (below 0, open) the words of that turn are. Where turns lie too close, bars show the lowest and the highest.'],
  ['Line and area', 'The smoothed level and its 90 % band: where the level of the person likely was. A wide area means: little is known there.'],
  ['▲ ▼ significant', 'A lasting change that passed a test which lets through 1 chance series in 20. △ ▽ candidates are weaker: worth a look, no more.'],
  ['Marked words', 'Words that moved the score up or down. They are why the program says what it says, and the first place to look when it is wrong.'],
  ['Size in SD', 'How large a change is beside that person’s usual ups and downs.'],
  ['Perspective', 'Expressed: what words show. Felt: what a person reports. Evoked: what readers feel. They are never mixed.'],
];

export function guide(): HTMLElement {
  return h('div', {}, h('dl', {}, kHow.map(([term, text]) => [h('dt', {}, term), h('dd', {}, text)])),
    h('p', {}, 'Drag over a plot to look closer, double-click for all of it. With the keyboard: arrow keys go from turn to turn, + and − change the detail, 0 shows all, Enter goes to the words. A click on a dot shows its turn; a click on a turn’s place shows it in the plots.'),
    h('p', {}, 'It measures words or signals, not feelings, and it can be wrong about both: irony, quotations and words that it does not know mislead it.'));
}
