import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too; only "no such process" is not.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Another server is at work on the same folder: two of them would destroy an embedded database. */
export class DirectoryInUse extends Error {
  constructor(directory: string) {
    super(
      `资料文件夹 ${directory} 正由另一个服务器程序使用，没有启动，资料没有动。请先停下那一个，或换一个文件夹。`,
    );
    this.name = 'DirectoryInUse';
  }
}

async function claim(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the folder for this process; a lock left behind by a killed one is taken over. Returns the way to give it back. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, 'server.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await claim(file)) return () => rm(file, { force: true });
    const pid = Number(await readFile(file, 'utf8').catch(() => ''));
    if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) break;
    await rm(file, { force: true });
  }
  throw new DirectoryInUse(directory);
}
