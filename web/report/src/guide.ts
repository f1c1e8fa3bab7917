/** How to read the page, in plain words, and what it cannot know. */
import { h } from './dom';

const kHow: [string, string][] = [
  ['Valence, arousal, dominance', 'How pleasant (+1) or unpleasant (−1), how excited (+1) or calm (−1), how much in control (+1) or overpowered (−1). 0 is neither.'],
  ['Dots', 'Each dot is one turn’s score; below 0 it is open. Where turns lie too close for dots, bars show the lowest and the highest.'],
  ['Line and area', 'The smoothed level, and where it likely was (90 %). A wide area means: little is known there.'],
  ['▲ ▼ significant', 'A lasting change that passed a test. Of people whose level does not change, at most 1 in 20 passes it; with many people, false alarms add up. Size: how large it is beside the ups and downs within each level (SD).'],
  ['△ ▽ candidate', 'A change that chance may have made. Worth a look, no more.'],
  ['p', 'How often chance alone gives as much: p = 0.02 is 2 times in 100.'],
  ['Marked words', 'Words that moved the score up (underlined) or down (dashed). They are why the program says what it says, and the first place to look when it is wrong.'],
  ['Expressed, felt, perceived, evoked', 'What words or faces show, what a person reports, what others see in it, what it does to who reads it. They are never mixed.'],
  ['Turn 13', 'Turns count from 0, as in the records. Recordings show minutes and seconds, diaries dates.'],
  ['lexicon@1 and the like', 'The part of the program that wrote it, and its version. What each does stands under Methods, at the end.'],
  ['Several sources', 'Each is an instrument of its own: compare their courses, not their levels. They read the same words, so that agreement is no second piece of evidence.'],
  ['Dotted words with ?', 'Press them for what they mean.'],
  ['Getting around', 'Drag over a plot to look closer, double-click for all. Click a dot for its turn, a turn’s number for its place in the plots. Keys: arrows go from turn to turn, + and − change the detail, 0 shows all, Enter leads to the words.'],
  ['What it cannot know', 'It measures words or signals, not feelings, and can be wrong about both: irony, quotations and words that it does not know mislead it.'],
];

export function guide(): HTMLElement {
  return h('details', { class: 'guide' }, h('summary', {}, 'How to read this'), h('dl', {}, kHow.map(([term, text]) => [h('dt', {}, term), h('dd', {}, text)])));
}

/** What the marks of the plots are, beside them. */
export function legend(hasScores: boolean): HTMLElement {
  const scores: [string, string, string][] = hasScores ? [['●', 'up', 'above 0'], ['○', 'down', 'below 0']] : [];
  const marks: [string, string, string][] = [...scores, ['━', '', 'level'], ['▒', 'band', 'where the level likely was (90 %)'], ['┅', '', 'mean before and after a change'],
    ['▲▼', '', 'lasting change'], ['△▽', '', 'perhaps one']];
  return h('ul', { class: 'legend' }, marks.map(([mark, kind, text]) => h('li', {}, h('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }, mark), ` ${text}`)));
}
