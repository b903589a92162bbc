/**
 * The PCs' side, in a process of its own: four connections, one batch at a time on each. Receipts are verified after the
 * clock has stopped. Prints one line of JSON: how long the timed part took, and its own processor time.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { receiptSchema } from '../../../domain/protocol/wire.ts';
import { opened } from '../../server/support/keys.ts';
import { keyOf } from './work.ts';
import type { Work } from './work.ts';

const work = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Work;

interface Parcel {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** One connection that stays open: the next batch goes when the receipt of the last one is here. */
class Line {
  readonly parcels: readonly Parcel[];
  readonly answers: string[] = [];
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  private readonly lane: Work['lanes'][number];

  constructor(lane: Work['lanes'][number]) {
    this.lane = lane;
    this.parcels = lane.batches.map(({ headers, body }) => ({
      headers: { ...lane.headers, ...headers },
      body: Buffer.from(body, 'base64'),
    }));
  }

  async send(parcels: readonly Parcel[]): Promise<void> {
    for (const parcel of parcels) this.answers.push(await this.post(parcel));
  }

  close(): void {
    this.agent.destroy();
  }

  private post({ headers, body }: Parcel): Promise<string> {
    return new Promise((resolve, reject) => {
      const asked = http.request(
        `${work.url}${this.lane.path}`,
        { method: 'POST', agent: this.agent, headers: { ...headers, 'content-length': body.length } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8');
            if (answer.statusCode === 200) resolve(text);
            else reject(new Error(`${String(answer.statusCode)}: ${text.slice(0, 200)}`));
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

function check(text: string): void {
  const { receipt } = JSON.parse(text) as { receipt: string };
  const words = opened(receipt, keyOf(work));
  const read = words === undefined ? undefined : receiptSchema.parse(JSON.parse(words));
  if (read?.verdict !== 'accepted' || read.exceptions.length > 0)
    throw new Error(`the province did not take a batch whole: ${(words ?? text).slice(0, 200)}`);
}

const lines = work.lanes.map((lane) => new Line(lane));
await Promise.all(lines.map((line) => line.send(line.parcels.slice(0, work.warm))));
const busy = process.cpuUsage();
const start = performance.now();
await Promise.all(lines.map((line) => line.send(line.parcels.slice(work.warm))));
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(busy);
for (const line of lines) {
  line.close();
  line.answers.forEach(check);
}
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000 })}\n`);
