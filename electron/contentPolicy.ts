import policy from './content-policy.json' with { type: 'json' };

/** What the build writes into index.html where each document's own nonce belongs. */
export const noncePlaceholder = policy.noncePlaceholder;

/** The Content-Security-Policy of one document. No unsafe-inline, no unsafe-eval: an injected script has no door. */
export function contentPolicy(nonce: string): string {
  return Object.entries(policy.directives)
    .map(
      ([name, sources]) => `${name} ${sources.map((source) => source.replace('{nonce}', nonce)).join(' ')}`,
    )
    .join('; ');
}

/** Headers every answer of the page's own origin carries. */
export const fixedHeaders: Readonly<Record<string, string>> = policy.headers;

const types: Readonly<Record<string, string>> = policy.types;

/** What a built file is said to be, by its ending (`.js`). With `nosniff`, a wrong word would be a page that does not start. */
export function contentType(extension: string): string {
  return types[extension] ?? policy.otherType;
}
