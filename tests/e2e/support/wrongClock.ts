import { cp, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const bent = (by: number): string => `(() => {
  const Right = Date;
  globalThis.Date = class Date extends Right {
    constructor(...parts) {
      if (parts.length === 0) super(Right.now() + ${by});
      else super(...parts);
    }
    static now() {
      return Right.now() + ${by};
    }
  };
})();
`;

/**
 * A copy of the built program in which every script of the page and of its workers reads a clock that is wrong by so many
 * milliseconds. It is served in place of the program: requests that the test's driver intercepts in a worker never reach
 * the province.
 */
export async function programWithWrongClock(root: string, byMs: number): Promise<string> {
  await mkdir(path.join(root, '.cache'), { recursive: true });
  const copy = await mkdtemp(path.join(root, '.cache', 'pages-'));
  await cp(path.join(root, 'dist'), path.join(copy, 'dist'), { recursive: true });
  // The content policy it is served under.
  await cp(path.join(root, 'electron'), path.join(copy, 'electron'), { recursive: true });
  const assets = path.join(copy, 'dist', 'assets');
  for (const name of await readdir(assets)) {
    if (!name.endsWith('.js')) continue;
    const file = path.join(assets, name);
    await writeFile(file, bent(byMs) + (await readFile(file, 'utf8')));
  }
  return copy;
}
