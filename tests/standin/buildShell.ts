import { createBuilder } from 'vite';
import { root } from './launch.ts';

/** Builds main and preload by the project's own configuration, so that what is tested is what is shipped. */
export default async function buildShell(): Promise<void> {
  const builder = await createBuilder({ root, logLevel: 'error' });
  for (const name of ['main', 'preload']) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`vite environment ${name} is missing`);
    await builder.build(environment);
  }
}
