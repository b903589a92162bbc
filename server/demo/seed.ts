import type { Organisation } from '../../domain/organisation.ts';
import { mintCode } from '../people/codes.ts';
import type { ServerPorts } from '../ports.ts';
import type { Queryable, Sql } from '../sql/sql.ts';
import { demoTree, factory, smallUnions, street } from './tree.ts';

export interface MintedCode {
  readonly office: string;
  readonly label: string;
  readonly code: string;
}

/** Writes one organisation and its head; one that is there already stays as it is. */
export async function addOrganisation(
  sql: Queryable,
  organisation: Organisation,
  realData: boolean,
): Promise<void> {
  const { id, parentId, level, name, shortName, division } = organisation;
  await sql.query(
    `insert into organisation (id, parent_id, level, name, short_name, division, real_data)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, parentId, level, name, shortName, division ?? null, realData],
  );
  await sql.query('insert into organisation_head (organisation_id) values ($1) on conflict do nothing', [id]);
}

/** The demo province: invented unions, no people, no real data allowed. Starting again changes nothing. */
export async function seedDemo(sql: Sql): Promise<void> {
  await sql.transaction(async (tx) => {
    for (const organisation of demoTree) await addOrganisation(tx, organisation, false);
    for (const { id } of smallUnions) {
      await tx.query(
        'insert into acting (office_id, organisation_id) values ($1, $2) on conflict do nothing',
        [street, id],
      );
    }
  });
}

/** Fresh codes at every start: two PCs of the factory, one of the street. */
export async function mintDemoCodes(
  ports: Pick<ServerPorts, 'sql' | 'clock' | 'secrets'>,
  url: string,
): Promise<readonly MintedCode[]> {
  const office = demoTree.find(({ id }) => id === street);
  const wanted = [
    { of: factory, label: `${factory.shortName} · 第一台电脑` },
    { of: factory, label: `${factory.shortName} · 第二台电脑` },
    ...(office ? [{ of: office, label: `${office.shortName}（代管 ${smallUnions.length} 家）` }] : []),
  ];
  const codes: MintedCode[] = [];
  for (const { of, label } of wanted) {
    const code = await mintCode(ports, { id: of.id, name: of.name, realData: false }, url, label);
    codes.push({ office: of.id, label, code });
  }
  return codes;
}
