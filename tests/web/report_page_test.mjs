// The HTML report in headless Chromium: what a reader sees, hears and does. Run by ctest, which sets AFFECT_PROGRAM and
// AFFECT_SOURCE. With AFFECT_SCREENSHOTS=FOLDER pictures are left there, to be looked at.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const source = process.env.AFFECT_SOURCE;
const require = createRequire(join(source, 'web/package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'affect-page-'));
const example = (name) => join(source, 'examples', name);
const widths = [360, 800, 1400];
let browser;

const affect = (...options) => execFileSync(process.env.AFFECT_PROGRAM, options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
const write = (name, text) => { writeFileSync(join(folder, name), text); return name; };

/** Opens a page of the folder; whatever goes wrong in it, or is asked for, is noted. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [], requests = [];
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text()); });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith('data:')) requests.push(request.url()); });
  const address = pathToFileURL(join(folder, name)).href;
  await page.goto(address);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  page.close_checked = async () => {
    assert.deepEqual(faults, [], 'nothing on the console');
    assert.deepEqual([...new Set(requests.map((url) => url.split('#')[0]))], [address], 'nothing but the file is asked for');
    await context.close();
  };
  return page;
}

async function serious(page) {
  // The content policy lets no other script in, so that axe is handed to the debugger.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' | ')}`);
}

async function picture(page, name) {
  if (!process.env.AFFECT_SCREENSHOTS) return;
  for (const fullPage of [false, true]) await page.screenshot({ fullPage, path: join(process.env.AFFECT_SCREENSHOTS, `${name}${fullPage ? '-whole' : ''}.png`) });
}

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.AFFECT_CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  affect('track', example('quarrel.txt'), '-o', 'quarrel.html');
  affect('track', example('quarrel.txt'), example('call.srt'), example('diary.md'), example('brutus_and_cassius.txt'), '-o', 'corpus.html');
  affect('track', example('meetings'), '-o', 'meetings.html');
  affect('track', example('eda.csv'), '--subject', 'Ann', '-o', 'signal.html');
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test('an episode shows what changed, its plots and its transcript', async () => {
  const page = await open('quarrel.html');
  const titles = await page.locator('h3').allTextContents();
  for (const title of ['What changed', 'Trajectories', 'Transcript', 'Side by side', 'Dynamics', 'Coverage', 'Where it comes from']) {
    assert.ok(titles.includes(title), `${title} in ${titles}`);
  }
  assert.match(await page.locator('.headlines li').first().textContent(), /P1’s words turned more (un)?pleasant at turn \d+ \(expressed valence (rose|fell) from [+−]\d\.\d\d to [+−]\d\.\d\d, by \d\.\d SD; significant, p/);
  assert.ok(await page.locator('#trajectories canvas').count() >= 2);
  assert.ok(await page.locator('.turns mark').count() > 5, 'words that weigh are marked');
  assert.match(await page.locator('#methods').textContent(), /lexicon, version/);
  assert.match(await page.locator('.guide').textContent(), /Valence, arousal, dominance/);
  await page.close_checked();
});

test('a word that needs it says what it means, to keys too', async () => {
  const page = await open('quarrel.html');
  const sure = page.locator('.headlines button.term', { hasText: 'p = ' }).first();
  const meaning = page.locator('.headlines li').first().locator('.meaning', { hasText: 'chance alone' });
  assert.equal(await meaning.isVisible(), false);
  await sure.focus();
  await page.keyboard.press('Enter');
  assert.equal(await sure.getAttribute('aria-expanded'), 'true');
  assert.match(await meaning.textContent(), /three scores on each side.*p: How often chance alone/);
  assert.deepEqual(await serious(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await meaning.isVisible(), false);
  assert.match(await page.locator('.headlines li').first().textContent(), /by \d\.\d SD/, 'how large it is stands beside p');
  const reciprocity = page.locator('#people button.term', { hasText: 'negative reciprocity' }).first();
  assert.doesNotMatch(await page.locator('#people table').nth(1).evaluate((table) => table.innerText), /\bz\b/);
  await reciprocity.press('Enter');
  assert.match(await page.locator('#people .meaning:visible').textContent(), /Here: .*z −?\d.*z: How many standard errors.*q: The share/);
  await page.close_checked();
});

test('each figure says whose it is, of what, in which unit and by which clock', async () => {
  const page = await open('quarrel.html');
  const row = page.locator('#dynamics tbody tr', { hasText: /^P1.*RMSSD/ }).first();
  for (const [title, value] of [['Whose', 'P1'], ['Of what', 'expressed valence'], ['Unit', 'points (−1 to +1)'], ['Clock', 'turns']]) {
    assert.equal(await row.locator(`[data-label="${title}"]`).textContent(), value, title);
  }
  assert.match(await page.locator('#dynamics summary').first().textContent(), /^Valence, expressed, by lexicon@1: P1; P2; P3$/);
  await page.locator('#dynamics select').selectOption('P2');
  assert.deepEqual([...new Set(await page.locator('#dynamics [data-label="Whose"]').allTextContents())], ['P2']);
  assert.match(await page.locator('#dynamics').textContent(), /Not given of P3: too short/);
  assert.match(await page.locator('#people summary', { hasText: 'Valence' }).textContent(), /P1 and P2; P1 and P3; P2 and P3/);
  await page.close_checked();
});

test('a signal speaks of samples and bins, not of turns', async () => {
  const page = await open('signal.html');
  const text = await page.locator('article').evaluate((article) => article.innerText);
  assert.match(text, /P1’s eda rose from 2\.08 to 3\.24/);
  assert.match(text, /Measured on means of bins of the signal/);
  assert.match(await page.locator('#dynamics tbody tr').first().textContent(), /P1eda.*µStime, steps of 1 minute$/);
  assert.match(await page.locator('#dynamics tbody').textContent(), /per minute/);
  assert.equal(await page.locator('#quality').count(), 0, 'it has no turns to be covered');
  assert.match(await page.locator('#findings tbody').textContent(), /^.*rise 0\.\d+p = 0\.\d+arcs@1$/);
  await page.close_checked();
});

test('Methods cite by author and year, each leading to the reference and back', async () => {
  const page = await open('quarrel.html');
  await page.locator('#methods summary').first().click();
  assert.doesNotMatch(await page.locator('#methods > details > p').allTextContents().then((all) => all.join()), /hutto2014vader/);
  const link = page.locator('#methods a', { hasText: /^Hutto and Gilbert 2014$/ });
  await link.focus();
  await page.keyboard.press('Enter');
  const reference = page.locator('.references li:focus');
  assert.match(await reference.textContent(), /^Hutto, C\. J\. and Gilbert, E\. \(2014\)\. VADER: .*Proceedings.*doi:10\.1609/);
  assert.equal(await reference.locator('a').first().getAttribute('href'), 'https://doi.org/10.1609/icwsm.v8i1.14550');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Hutto and Gilbert 2014');
  assert.deepEqual(await serious(page), []);
  await page.close_checked();
});

test('few episodes are drawn one by one, many as their mean', async () => {
  const page = await open('corpus.html');
  const names = page.locator('.courses li');
  assert.equal(await names.count(), 4);
  assert.match(await page.locator('#courses').textContent(), /Courses of 4 episodes.*A line an episode.*from 8 episodes on, their mean/);
  const call = names.filter({ hasText: 'call' });
  await call.hover();
  assert.match(await call.getAttribute('class'), /nearest/);
  await names.first().locator('a').focus();
  assert.match(await names.first().getAttribute('class'), /nearest/);
  assert.doesNotMatch(await call.getAttribute('class') ?? '', /nearest/);
  await page.locator('#courses .plot').focus();
  await page.keyboard.press('End');
  assert.match(await page.locator('#courses .plot').getAttribute('aria-valuetext'), /^99 %: quarrel [+−]\d.*, call [+−]\d.*, A diary/);
  assert.match(await call.textContent(), /call [+−]\d\.\d\d/);
  assert.match(await page.locator('#same-names').textContent(), /same name, not surely the same person/);
  await page.close_checked();
  const many = await open('meetings.html');
  assert.equal(await many.locator('.courses').count(), 0);
  assert.match(await many.locator('#courses').textContent(), /Average course of 14 episodes.*95 % interval of the mean/);
  await many.close_checked();
});

test('plots and transcript lead to each other', async () => {
  const page = await open('quarrel.html');
  const finding = page.locator('.headlines a').first();
  const turn = /turn (\d+)/.exec(await finding.textContent())[1];
  await finding.click();
  const current = page.locator('.turns [aria-current]');
  assert.match(await current.locator('button').getAttribute('aria-label'), new RegExp(`^turn ${turn}:`));
  const plot = page.locator('#trajectories .plot').first();
  assert.match(await plot.getAttribute('aria-valuetext'), new RegExp(`^turn ${turn}: [+−]\\d\\.\\d\\d, level [+−]`));
  await page.locator('.turn-place', { hasText: /^2$/ }).click();
  assert.match(await plot.getAttribute('aria-valuetext'), /^turn 2: /);
  assert.match(await page.locator('.readout').first().textContent(), /^turn 2: /);
  await plot.locator('.u-over').click({ position: { x: 200, y: 60 } });
  const clicked = (await plot.getAttribute('aria-valuetext')).split(':')[0];
  assert.match(await current.locator('button').getAttribute('aria-label'), new RegExp(`^${clicked}:`));
  await page.close_checked();
});

test('everything can be reached with the keyboard', async () => {
  const page = await open('quarrel.html');
  const plot = page.locator('#trajectories .plot').first();
  await plot.focus();
  const at = () => plot.getAttribute('aria-valuetext');
  await page.keyboard.press('Home');
  const first = await at();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await at(), first);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await at(), first);
  await page.keyboard.press('End');
  const last = Number.parseInt((await at()).split(' ')[1], 10);
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.turns [aria-current] button').getAttribute('aria-label'), new RegExp(`^turn ${last}:`));
  assert.equal(await page.evaluate(() => document.activeElement.className), 'turn-place', 'Enter leads to the words');
  await page.keyboard.press('ArrowUp');
  assert.match(await page.locator('.turns [aria-current] button').getAttribute('aria-label'), new RegExp(`^turn ${last - 1}:`));
  await plot.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  const sort = page.locator('#people th button').filter({ hasText: 'Mean' }).first();
  await sort.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#people th', { hasText: 'Mean' }).first().getAttribute('aria-sort'), 'descending');
  await page.close_checked();
});

for (const theme of ['light', 'dark']) {
  for (const width of widths) {
    for (const name of ['quarrel', 'corpus', 'signal']) {
      test(`${name}, ${theme}, ${width} px: no serious finding of axe, nothing wider than the window`, async () => {
        const page = await open(`${name}.html`, { colorScheme: theme, viewport: { width, height: 900 } });
        assert.deepEqual(await serious(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scroll');
        await picture(page, `${name}-${theme}-${width}`);
        await page.close_checked();
      });
    }
  }
}

test('on a phone a row is a card, each value behind its title, and still a row to a screen reader', async () => {
  const page = await open('quarrel.html', { viewport: { width: 360, height: 900 } });
  const mean = page.locator('#people td[data-label="Mean"]').first();
  assert.equal(await mean.evaluate((cell) => getComputedStyle(cell).display), 'block');
  assert.match(await mean.evaluate((cell) => getComputedStyle(cell, '::before').content), /Mean/);
  assert.ok(await page.getByRole('table').first().getByRole('row').count() > 1);
  await page.close_checked();
});

test('the colours follow the button', async () => {
  const page = await open('quarrel.html', { colorScheme: 'light' });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await paper();
  await page.locator('button.theme').click();
  assert.notEqual(await paper(), before);
  assert.deepEqual(await serious(page), []);
  await page.close_checked();
});

test('a corpus sorts, filters, and opens any episode', async () => {
  const page = await open('corpus.html');
  assert.equal(await page.locator('.cards li').count(), 4);
  const turns = page.locator('th button', { hasText: 'Turns' }).first();
  await turns.click();
  const column = async () => (await page.locator('table tbody tr td:nth-child(3)').allTextContents()).map(Number);
  const down = await column();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await turns.click();
  assert.deepEqual(await column(), [...down].reverse());
  await page.locator('input[type=search]').fill('diary');
  assert.equal(await page.locator('.cards li').count(), 1);
  await page.locator('.cards a').first().click();
  await page.waitForSelector('#trajectories');
  assert.match(await page.locator('article h2').textContent(), /diary/i);
  await page.locator('main a', { hasText: 'all episodes' }).click();
  await page.waitForSelector('.cards');
  await page.close_checked();
});

test('every script is written as it is: right to left, wide, joined', async () => {
  const lines = ['مريم: أنا سعيدة جدا اليوم 😊', '健: 今日はとても楽しかったです。', '👩‍👩‍👧: I love this 👍🏽'];
  write('scripts.txt', Array.from({ length: 12 }, (_, i) => lines[i % 3]).join('\n') + '\n');
  affect('track', 'scripts.txt', '--names', '-o', 'scripts.html');
  const page = await open('scripts.html');
  const text = page.locator('.turns p span[dir]');
  assert.equal(await text.first().evaluate((node) => getComputedStyle(node).direction), 'rtl');
  assert.match(await text.nth(1).textContent(), /今日はとても楽しかったです。/);
  assert.match(await page.locator('.turns').textContent(), /👩‍👩‍👧/u);
  await picture(page, 'scripts');
  await page.close_checked();
});

test('nothing of the input runs', async () => {
  const evil = '</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>';
  write('evil.csv', `speaker,text\n${Array.from({ length: 12 }, () => `"${evil}","I hate ${evil}"`).join('\n')}\n`);
  affect('track', 'evil.csv', '--names', '-o', 'evil.html');
  const page = await open('evil.html');
  assert.equal(await page.evaluate(() => globalThis.pwned), undefined);
  assert.ok((await page.locator('.turns').textContent()).includes(evil));
  await page.close_checked();
});

test('without scripts the page says what to do', async () => {
  const page = await open('quarrel.html', { javaScriptEnabled: false });
  assert.match(await page.locator('noscript').textContent(), /Allow scripts/);
  await page.close_checked();
});

test('a hundred thousand turns stay a small document', async () => {
  const words = ['that was lovely', 'I hate it', 'well', 'a terrible day', 'thank you so much', 'see you at noon'];
  write('long.csv', `speaker,text\n${Array.from({ length: 100_000 }, (_, i) => `${i % 2 ? 'Ann' : 'Bo'},"${words[(i * 7 + (i >> 5)) % 6]}, number ${i}"`).join('\n')}\n`);
  affect('track', 'long.csv', '--without', 'dyads', '--without', 'dynamics', '--without', 'arcs', '-o', 'long.html');
  const page = await open('long.html');
  assert.ok(await page.evaluate(() => document.querySelectorAll('*').length) < 8000);
  await page.locator('.transcript input').fill('number 87654');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /number 87654/.test(document.querySelector('.turns [aria-current]')?.textContent ?? ''));
  assert.ok(await page.locator('.turns [aria-current]').evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect(), frame = row.closest('.turns').getBoundingClientRect();
    return top >= frame.top - 1 && bottom <= frame.bottom + 1;
  }), 'the turn is in sight');
  await page.locator('#trajectories .plot').first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  assert.match(await page.locator('.turns [aria-current]').textContent(), /number 9999\d/);
  assert.ok(await page.evaluate(() => document.querySelectorAll('*').length) < 8000);
  await page.close_checked();
});

test('it prints', async () => {
  const page = await open('quarrel.html');
  const paper = await page.pdf({ format: 'A4' });
  assert.ok(paper.length > 20_000);
  assert.ok(await page.locator('#dynamics tbody').textContent().then((text) => text.includes('P2expressed valenceentropy')), 'no row is left out');
  if (process.env.AFFECT_SCREENSHOTS) writeFileSync(join(process.env.AFFECT_SCREENSHOTS, 'print.pdf'), paper);
  await page.close_checked();
});
