// What a reader of the HTML report waits for, from Chromium's own trace; fails above the limits.
//   bench/web/report_page_bench.mjs PATH/TO/affect [results/bench/report_page.json]
//   first paint        of a page of 10,000 turns, median of 5 loads: below 300 ms
//   panning            median of script and layout a frame, while 10,000 turns are panned in their plots: at most 8 ms
//   size               of the page apart from the conversation's own data: below 1.5 MB
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, out] = process.argv.slice(2);
if (program === undefined) {
  console.error('report_page_bench.mjs PATH/TO/affect [OUT.json]');
  process.exit(2);
}
const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core');
const folder = mkdtempSync(join(tmpdir(), 'affect-page-bench-'));
const kTurns = 10_000, kFrames = 240, kLoads = 5;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** A talk of two whose words rise and fall; constructed, since only its size matters here. */
function conversation() {
  const words = ['that was lovely', 'I hate it', 'well', 'a terrible day', 'thank you so much', 'see you at noon'];
  const line = (i) => `${i % 2 ? 'Ann' : 'Bo'},"${words[(i * 7 + (i >> 6)) % 6]} and then we went on, number ${i}"`;
  writeFileSync(join(folder, 'talk.csv'), `speaker,text\n${Array.from({ length: kTurns }, (_, i) => line(i)).join('\n')}\n`);
  execFileSync(program, ['track', 'talk.csv', '--without', 'dyads', '-o', 'talk.html'], { cwd: folder, stdio: 'inherit' });
}

/** Milliseconds of script and layout in each frame of the page's main thread. */
function busy(events) {
  const main = events.find((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain' && events.some((f) => f.pid === e.pid && f.tid === e.tid && f.name === 'FireAnimationFrame'));
  const own = events.filter((e) => e.pid === main.pid && e.tid === main.tid && e.ph === 'X');
  const kWork = new Set(['FireAnimationFrame', 'FunctionCall', 'EvaluateScript', 'EventDispatch', 'TimerFire', 'RunMicrotasks', 'Layout', 'UpdateLayoutTree']);
  const work = own.filter((e) => kWork.has(e.name)).sort((a, b) => a.ts - b.ts);
  const frames = events.filter((e) => e.pid === main.pid && e.tid === main.tid && e.name === 'FireAnimationFrame').map((e) => e.ts).sort((a, b) => a - b);
  const times = frames.map(() => 0);
  let frame = 0, covered = -Infinity;
  for (const event of work) {
    const end = event.ts + event.dur;
    if (end <= covered) continue;  // inside another
    while (frame + 1 < frames.length && frames[frame + 1] <= event.ts) ++frame;
    times[frame] += end - Math.max(event.ts, covered);
    covered = end;
  }
  return times.map((us) => us / 1000);
}

async function first_paint(browser) {
  const times = [];
  for (let i = 0; i < kLoads; ++i) {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, 'talk.html')).href);
    await page.waitForSelector('html[data-ready]');
    times.push(await page.evaluate(() => performance.getEntriesByName('first-paint')[0].startTime));
    await context.close();
  }
  return median(times);
}

async function panning(browser) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(join(folder, 'talk.html')).href);
  await page.waitForSelector('html[data-ready]');
  const plot = page.locator('#trajectories .u-over').first();
  const { x, y, width, height } = await plot.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let i = 0; i < 3; ++i) await page.locator('button[title="more detail"]').click();
  await page.mouse.move(x + width / 2, y + height / 2);
  await browser.startTracing(page, { categories: ['devtools.timeline', '__metadata'] });
  for (let i = 0; i < kFrames; ++i) {
    await page.mouse.wheel(i < kFrames / 2 ? 12 : -12, 0);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return median(busy(traceEvents));
}

function size_without_data() {
  const page = readFileSync(join(folder, 'talk.html'), 'utf8');
  const data = /<script type="application\/gzip" id="episode-0">[^<]*<\/script>/.exec(page)[0];
  return (Buffer.byteLength(page) - data.length) / 1e6;
}

let browser;
try {
  conversation();
  browser = await chromium.launch({ executablePath: process.env.AFFECT_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const measured = [
    ['first paint of a page of 10,000 turns', await first_paint(browser), 'ms', 300],
    ['script and layout a frame, panning 10,000 turns', await panning(browser), 'ms', 8],
    ['a page apart from the conversation itself', size_without_data(), 'MB', 1.5],
  ];
  const figures = measured.map(([what, value, unit, limit]) => {
    console.log(`${what.padEnd(52)} ${value.toFixed(2).padStart(8)} ${unit}  limit ${limit}: ${value <= limit ? 'ok' : 'ABOVE THE LIMIT'}`);
    if (value > limit) process.exitCode = 1;
    return { what, value: Number(value.toPrecision(3)), unit, limit, cpu: cpus()[0].model, command: 'bench/web/report_page_bench.mjs affect results/bench/report_page.json' };
  });
  if (out !== undefined) writeFileSync(out, `${JSON.stringify({ figures }, null, 2)}\n`);
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true });
}
