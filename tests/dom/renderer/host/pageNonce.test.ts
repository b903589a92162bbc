import { afterEach, expect, test } from 'vitest';
import { pageNonce } from '../../../../renderer/host/pageNonce.ts';

afterEach(() => {
  document.head.replaceChildren();
});

test('is read from the element the build writes', () => {
  document.head.innerHTML = '<meta property="csp-nonce" nonce="abc123">';
  expect(pageNonce()).toBe('abc123');
});

test('is empty where the page is served without a policy', () => {
  expect(pageNonce()).toBe('');
});
