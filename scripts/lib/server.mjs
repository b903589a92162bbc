import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ended, start, stop } from './children.mjs';
import { PlainStop } from './say.mjs';

/** Keeps the server's log in a file, so that the terminal stays readable, and its last lines for when it fails. */
function keepLog(child, file) {
  const last = [];
  let write = () => {};
  if (file !== undefined) {
    mkdirSync(path.dirname(file), { recursive: true });
    const stream = createWriteStream(file);
    write = (line) => stream.write(`${line}\n`);
  }
  const keep = (line) => {
    write(line);
    last.push(line);
    if (last.length > 20) last.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);
  return { keep, last };
}

/** The first line that says `ready`; other lines are the server's log and go on to `log`. */
function readyLine(child, log) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = line.startsWith('{') ? parse(line) : undefined;
      if (said?.ready === true) resolve(said);
      else log(line);
    });
    void ended(child).then(() => resolve(undefined));
  });
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    // A log line that only looks like JSON.
    return undefined;
  }
}

/**
 * Starts the provincial server and waits until it answers. Resolves with its address, the enrolment codes it gave out
 * and a way to stop it.
 */
export async function startServer(
  root,
  { port, dataDir, databaseUrl, publicUrl, demo = true, logFile, timeoutMs = 120_000 },
) {
  const main = path.join(root, 'dist-server', 'main.js');
  if (!existsSync(main)) {
    throw new PlainStop('程序文件不完整：缺少省级服务器。请再运行一次 npm start，会重新生成。');
  }
  const child = start(process.execPath, [main], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl }),
      ...(demo ? { DEMO: '1' } : {}),
    },
  });
  const log = keepLog(child, logFile);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'late');
  });
  const said = await Promise.race([readyLine(child, log.keep), late]);
  clearTimeout(timer);
  if (said === undefined || said === 'late') {
    await stop(child);
    process.stderr.write(`\n${log.last.join('\n')}\n`);
    throw new PlainStop(
      said === 'late'
        ? '省级服务器两分钟内没有启动好，已经停下，资料没有变化。请关闭一些程序后再运行一次。'
        : '省级服务器没有启动成功，上面几行写着原因；已保存的资料没有变化。也可以运行 npm start -- --fresh 从一份空的演示资料开始。',
    );
  }
  return { url: said.url, codes: said.codes ?? [], child, stop: () => stop(child) };
}
