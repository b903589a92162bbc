import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import type { ReactNode } from 'react';
import { afterEach, beforeAll } from 'vitest';
import { recordDefinitions } from '../../../domain/records/registry.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { App } from '../../../renderer/app/App.tsx';
import type { FakeHost } from './fakeHost.ts';
import { createFakeHost } from './fakeHost.ts';
import type { FakeStore } from './fakeStore.ts';

let mounted: Root | undefined;

/** What a layout engine would tell; jsdom has none, and a list without a height draws no rows. */
export function furnishJsdom(): void {
  beforeAll(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 600 });
    Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 1000 });
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
    HTMLElement.prototype.scrollTo = () => undefined;
    HTMLElement.prototype.scrollIntoView = () => undefined;
    window.matchMedia = (query: string) =>
      ({
        matches: false,
        media: query,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
        addListener: () => undefined,
        removeListener: () => undefined,
      }) as unknown as MediaQueryList;
    window.ResizeObserver = class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
  });
  afterEach(async () => {
    await act(async () => {
      mounted?.unmount();
    });
    mounted = undefined;
    document.body.innerHTML = '';
    window.location.hash = '';
    localStorage.clear();
  });
}

/** Lets promises, timers of `ms` and the renders they cause run. */
export async function settle(ms = 0): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await act(async () => {
      await new Promise((done) => setTimeout(done, turn === 0 ? ms : 0));
    });
  }
}

export async function show(node: ReactNode): Promise<void> {
  const box = document.createElement('div');
  box.id = 'root';
  document.body.append(box);
  mounted = createRoot(box);
  await act(async () => {
    mounted?.render(node);
  });
  await settle(20);
}

/** The whole application at an address, over a fake store. */
export async function openApp(
  store: FakeStore,
  hash = '#/',
  host: FakeHost = createFakeHost(),
  definitions: readonly RecordDefinition[] = recordDefinitions,
): Promise<FakeHost> {
  window.location.hash = hash;
  await show(<App host={host} store={store} definitions={definitions} enrolmentCode="" />);
  return host;
}

function nameOf(element: Element): string {
  const labelled = element.getAttribute('aria-labelledby');
  const byLabel = labelled === null ? null : document.getElementById(labelled);
  const own = element.getAttribute('aria-label') ?? byLabel?.textContent;
  if (own !== null && own !== undefined) return own.trim();
  if (element.id !== '') {
    const label = document.querySelector(`label[for="${element.id}"]`);
    if (label !== null) return (label.textContent ?? '').replace('*', '').trim();
  }
  const wrapping = element.closest('label');
  return ((element.textContent ?? '') || (wrapping?.textContent ?? '')).replace(/\s+/g, ' ').trim();
}

const roleSelectors: Readonly<Record<string, string>> = {
  button: 'button, [role="button"]',
  link: 'a[href]',
  textbox: 'input:not([type]), input[type="text"], input[type="password"], textarea',
  checkbox: 'input[type="checkbox"]',
  radio: 'input[type="radio"]',
  heading: 'h1, h2',
  spinbutton: 'input[role="spinbutton"]',
};

/** Elements of a role whose name is the text or matches the pattern. */
export function all(role: string, name?: string | RegExp): readonly HTMLElement[] {
  const selector = roleSelectors[role] ?? `[role="${role}"]`;
  return [...document.body.querySelectorAll<HTMLElement>(selector)].filter((element) => {
    if (name === undefined) return true;
    const own = nameOf(element);
    return typeof name === 'string' ? own === name : name.test(own);
  });
}

export function get<E extends HTMLElement = HTMLElement>(role: string, name?: string | RegExp): E {
  const found = all(role, name);
  const first = found[0];
  if (first === undefined) {
    throw new Error(`no ${role} named ${String(name)}; there are: ${all(role).map(nameOf).join(' | ')}`);
  }
  return first as E;
}

export async function click(element: HTMLElement, more: MouseEventInit = {}): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, ...more }));
    element.dispatchEvent(new MouseEvent('mouseup', { bubbles: true, cancelable: true, ...more }));
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));
  });
  await settle(10);
}

export async function doubleClick(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
  });
  await settle(30);
}

/** Types as a person does: focus, the whole text, and on to somewhere else. */
export async function fill(element: HTMLElement, text: string, leave = true): Promise<void> {
  await act(async () => {
    element.focus();
    const prototype =
      element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, text);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
  if (leave)
    await act(async () => {
      element.blur();
    });
  await settle();
}

export async function press(element: EventTarget, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  });
  await settle(10);
}

export function text(): string {
  return document.body.textContent ?? '';
}
