/**
 * Everything that is checked, in one run. Ends with one line that adds it all up; `--fast` is the subset of
 * `npm run check`, and names after it run only the stages that begin with them.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopAll } from './lib/children.mjs';
import { sum, summaryLine } from './lib/counts.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { nodeTooOld } from './lib/node.mjs';
import { PlainStop, runMain, say } from './lib/say.mjs';
import { stages } from './lib/stages.mjs';
import { ensureChromium } from './lib/system.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const fast = args.includes('--fast');
const named = args.filter((argument) => !argument.startsWith('--'));

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    void stopAll().then(() => process.exit(1));
  });
}

const seconds = (since) => (Date.now() - since) / 1000;

/** Runs one stage; whatever it throws is a failure of the stage, never a missing one. */
async function runStage(stage) {
  say(`\n== ${stage.name}`);
  const begun = Date.now();
  const counts = await stage.run().catch((error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    return { passed: 0, failed: 1, skipped: 0, reason: 'the stage itself crashed' };
  });
  const took = seconds(begun);
  // R58: a stage twice over its share is a failure, or the whole becomes too slow to be run.
  const late = took > stage.budget * 2;
  return { ...stage, ...counts, failed: counts.failed + (late ? 1 : 0), took, late };
}

function printTable(done) {
  say('\n== stages');
  for (const stage of done) {
    const reason = [stage.reason, stage.late ? 'more than twice its time budget' : undefined]
      .filter(Boolean)
      .join('; ');
    const time = `${stage.took.toFixed(1)} s of ${stage.budget} s`;
    say(
      `${stage.name.padEnd(24)}${time.padStart(18)}   ${stage.passed} ok · ${stage.failed} bad · ${stage.skipped} not run${reason ? ` (${reason})` : ''}`,
    );
  }
}

await runMain(async () => {
  const old = nodeTooOld();
  if (old !== undefined) throw new PlainStop(old);
  const installing = Date.now();
  await ensureInstalled(root);
  const chromium = await ensureChromium(root);
  say(`install ${seconds(installing).toFixed(1)} s of 120 s · Chromium: ${chromium ?? 'none'}`);
  const chosen = stages(root, chromium)
    .filter((stage) => !fast || stage.fast)
    .filter((stage) => named.length === 0 || named.some((name) => stage.name.startsWith(name)));
  const done = [];
  for (const stage of chosen) done.push(await runStage(stage));
  await stopAll();
  printTable(done);
  const total = sum(done);
  say(`\n${summaryLine(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});
