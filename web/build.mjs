// Bundles the report's script and style sheet into data/report/, which is compiled into the program.
//   node build.mjs            writes them
//   node build.mjs --compare  says whether those on file are what this source gives; exit status 1 if not
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const licence = (await readFile(here('node_modules/uplot/LICENSE'), 'utf8')).trim();
const { version } = JSON.parse(await readFile(here('node_modules/uplot/package.json'), 'utf8'));

const bundle = async (entry, loader) => {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    banner: { [loader]: `/* OpenAffect's report, built from web/report. It holds uPlot ${version}:\n${licence} */` },
  });
  return outputFiles[0].text;
};

const products = { 'report.js': await bundle('report/src/main.ts', 'js'), 'report.css': await bundle('report/src/report.css', 'css') };
const folder = here('../data/report/');
let stale = 0;
for (const [name, text] of Object.entries(products)) {
  if (process.argv.includes('--compare')) {
    const on_file = await readFile(folder + name, 'utf8').catch(() => '');
    if (on_file === text) continue;
    console.error(`data/report/${name} is not what web/report gives: run npm run build in web/ and commit it`);
    stale = 1;
  } else {
    await mkdir(folder, { recursive: true });
    await writeFile(folder + name, text);
    console.log(`data/report/${name}: ${text.length} bytes`);
  }
}
process.exitCode = stale;
