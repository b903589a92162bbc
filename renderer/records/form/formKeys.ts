import type { KeyboardEvent } from 'react';

const boxes = '[data-field] input:not([tabindex="-1"]):not(:disabled), [data-field] textarea:not(:disabled)';

/**
 * Enter goes to the next box, as on a paper form. A choice list that is open keeps Enter for choosing; a long text keeps
 * it for a new line.
 */
export function enterGoesOn(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  if (target.tagName === 'TEXTAREA' || target.tagName === 'BUTTON' || target.tagName === 'A') return;
  if (target.getAttribute('aria-expanded') === 'true') return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(boxes)];
  const next = all[all.indexOf(target) + (event.shiftKey ? -1 : 1)];
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
  if (next instanceof HTMLInputElement) next.select();
}

/** The id of a field's box, so that other screens can lead straight to it (去修改). */
export function boxId(key: string): string {
  return `field-${key}`;
}

/** Brings a field into sight and puts the cursor into it. */
export function focusField(key: string): void {
  const box = document.getElementById(boxId(key));
  box?.scrollIntoView({ block: 'center' });
  box?.focus({ preventScroll: true });
}
