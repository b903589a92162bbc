/** Loaded before the shell's main file: from here on `electron` means the stand-in. */
import { register } from 'node:module';

const standin = new URL('./electron.ts', import.meta.url).href;
const hook = `
  const names = new Set(['electron', 'electron/main']);
  export function resolve(name, context, next) {
    return next(names.has(name) ? ${JSON.stringify(standin)} : name, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

Object.defineProperty(process.versions, 'electron', { value: '45.4.1-standin' });
Object.defineProperty(process, 'type', { value: 'browser' });
