import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { say } from './say.mjs';

/** Rosters to import for whoever tries the demo, made at the first start; without them there is nothing to begin with. */
export async function offerSample(root, data) {
  const folder = path.join(data, '演示花名册');
  const last = path.join(folder, '花名册-12月.xlsx');
  if (!existsSync(last)) {
    const runner = path.join(root, 'scripts', 'lib', 'run-ts.mjs');
    const code = await run(process.execPath, [runner, 'scripts/fixtures/sample.ts', folder], { cwd: root });
    if (code !== 0) {
      say('演示花名册没有写成（多半是磁盘满了），其他都能用；可以导入自己的花名册。');
      return;
    }
  }
  say(
    `\n可以导入的演示花名册（8,000 人，都是编的；12 月的有新来、离开、回来的人）：${path.relative(root, folder)}`,
  );
}
