import type { CustomScheme } from 'electron';
import { record } from './control.ts';
import { strict } from './strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const registered = new Map<string, CustomScheme>();
const handlers = new Map<string, Handler>();
let ready = false;

/**
 * Called at the moment `ready` would be emitted. Without this registration Chromium gives a real shell an opaque
 * origin, which no test of a page on https would ever notice (R55).
 */
export function closeRegistration(): void {
  ready = true;
  const good = [...registered.values()].some(
    (scheme) => scheme.privileges?.standard === true && scheme.privileges.secure === true,
  );
  if (!good) throw new Error('standin: no scheme was registered standard and secure before ready');
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (ready) throw new Error('standin: protocol.registerSchemesAsPrivileged was called after ready');
    for (const scheme of schemes) registered.set(scheme.scheme, scheme);
  },
  handle(scheme: string, handler: Handler): void {
    if (!ready) throw new Error('standin: protocol.handle was called before ready');
    handlers.set(scheme, handler);
  },
});

const ending = '.standin.test';

/** app://host/path as Chromium sees it here: a secure origin that stays the same, so that IndexedDB survives. */
export function toPage(url: string): string {
  const found = /^([a-z]+):\/\/([^/?#]+)(.*)$/.exec(url);
  const [, scheme = '', host = '', rest = ''] = found ?? [];
  return registered.has(scheme) ? `https://${host}.${scheme}${ending}${rest}` : url;
}

/** And back: what the shell is told. */
export function fromPage(url: string): string {
  const found = /^https:\/\/([^/?#]+)\.([a-z]+)\.standin\.test(.*)$/.exec(url);
  return found === null ? url : `${found[2] ?? ''}://${found[1] ?? ''}${found[3] ?? ''}`;
}

/** Lets the shell's own handler answer; undefined when the URL belongs to no scheme of it. */
export async function answerScheme(url: string, method: string): Promise<Response | undefined> {
  const own = fromPage(url);
  const handler = handlers.get(own.slice(0, own.indexOf(':')));
  if (handler === undefined) return undefined;
  try {
    return await handler(new Request(own, { method }));
  } catch (error) {
    record('protocol.threw', error instanceof Error ? error.message : String(error));
    return new Response(null, { status: 500 });
  }
}
