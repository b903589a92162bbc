import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { PlainStop } from './say.mjs';

/**
 * Resolves with a loopback port that was free a moment ago; 0 asks the system for any.
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
export function tryPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const { port: given } = probe.address();
      probe.close(() => resolve(given));
    });
  });
}

function remembered(file) {
  try {
    const ports = JSON.parse(readFileSync(file, 'utf8'));
    return typeof ports === 'object' && ports !== null ? ports : {};
  } catch {
    // No file yet, or one a person has spoilt: ports are chosen anew and written whole below.
    return {};
  }
}

/**
 * The port of a purpose, the same at every start. In a browser everything a clerk saved hangs on the page's address,
 * port included; an enrolled PC knows the server by its address: a port that wandered would look like lost work.
 * @param {string} folder
 * @param {string} purpose
 * @param {number} preferred
 * @returns {Promise<number>}
 */
export async function steadyPort(folder, purpose, preferred) {
  const file = path.join(folder, 'ports.json');
  const ports = remembered(file);
  const kept = ports[purpose];
  if (Number.isInteger(kept)) {
    if ((await tryPort(kept)) !== undefined) return kept;
    throw new PlainStop(
      `端口 ${kept} 正被别的程序占用（多半是台账已经在另一个窗口里运行），所以没有启动，资料没有变化。请关闭那个程序后再运行一次。` +
        `如果一定要换端口，请删除 ${path.relative(process.cwd(), file)} 中的 “${purpose}” 一行，浏览器里的演示资料要重新开通。`,
    );
  }
  const chosen = (await tryPort(preferred)) ?? (await tryPort(0));
  if (chosen === undefined) {
    throw new PlainStop(
      '这台电脑现在不让程序打开本机端口，所以没有启动，资料没有变化。请重新启动电脑后再运行一次。',
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...ports, [purpose]: chosen }, null, 2)}\n`);
  return chosen;
}
