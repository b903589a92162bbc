import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';

const policySchema = z.object({
  directives: z.record(z.string(), z.array(z.string())),
  noncePlaceholder: z.string(),
  headers: z.record(z.string(), z.string()),
  types: z.record(z.string(), z.string()),
  otherType: z.string(),
});

/** Beside the sources this file lies two folders deep, in the built server one. */
async function readPolicy(): Promise<string> {
  const places = ['../../electron/content-policy.json', '../electron/content-policy.json'];
  const found = await Promise.allSettled(
    places.map((place) => readFile(new URL(place, import.meta.url), 'utf8')),
  );
  const read = found.find((each) => each.status === 'fulfilled');
  if (!read) throw new Error('程序文件不完整：缺少 electron/content-policy.json。请重新取得完整的程序文件。');
  return read.value;
}

async function send(reply: FastifyReply, file: string, policy: z.infer<typeof policySchema>): Promise<void> {
  const bytes = await readFile(file);
  const nonce = randomBytes(18).toString('base64');
  const extension = path.extname(file);
  const content = Object.entries(policy.directives).map(
    ([name, sources]) => `${name} ${sources.map((source) => source.replace('{nonce}', nonce)).join(' ')}`,
  );
  await reply
    .headers({
      ...policy.headers,
      'content-security-policy': content.join('; '),
      'cache-control': 'no-store',
    })
    .type(policy.types[extension] ?? policy.otherType)
    .send(extension === '.html' ? bytes.toString('utf8').replaceAll(policy.noncePlaceholder, nonce) : bytes);
}

/**
 * Serves a built page under the shell's own content policy and types (one JSON file says them for both). The files are listed once:
 * an address that is not among them is nothing, so there is no path to escape from.
 */
export async function servePages(app: FastifyInstance, directory: string): Promise<void> {
  const policy = policySchema.parse(JSON.parse(await readPolicy()));
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const full = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(directory, full).split(path.sep).map(encodeURIComponent).join('/')}`;
    app.get(address, { schema: { hide: true } }, (_request, reply) => send(reply, full, policy));
    if (address === '/index.html') {
      app.get('/', { schema: { hide: true } }, (_request, reply) => send(reply, full, policy));
    }
  }
}
