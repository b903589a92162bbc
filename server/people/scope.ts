import type { ScopeAnswer } from '../../domain/protocol/api.ts';
import { roles } from '../../domain/access.ts';
import type { Role } from '../../domain/access.ts';
import type { OrganisationLevel } from '../../domain/organisation.ts';
import type { ServerPorts } from '../ports.ts';
import type { Queryable } from '../sql/sql.ts';

interface OrganisationRow {
  id: string;
  parent_id: string | null;
  level: OrganisationLevel;
  name: string;
  short_name: string;
  division: string | null;
  real_data: boolean;
}

interface UserRow {
  id: string;
  name: string;
  roles: unknown;
  sign_key: Record<string, unknown>;
  seal_key: string;
  active: boolean;
}

/** Roles as stored; a word this version does not know gives no rights. */
export function rolesOf(stored: unknown): readonly Role[] {
  return Array.isArray(stored) ? roles.filter((role) => stored.includes(role)) : [];
}

function organisationOf(row: OrganisationRow): ScopeAnswer['office'] {
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    level: row.level,
    parentId: row.parent_id,
    ...(row.division === null ? {} : { division: row.division }),
  };
}

export async function epochOf(sql: Queryable): Promise<string> {
  const [row] = await sql.query<{ epoch: string }>('select epoch from server_state where one = 1');
  return row?.epoch ?? '';
}

/** What one office works on: itself and the organisations it acts for, and the people it has registered. */
export async function scopeOf(
  ports: Pick<ServerPorts, 'secrets'>,
  sql: Queryable,
  office: string,
): Promise<ScopeAnswer | undefined> {
  const rows = await sql.query<OrganisationRow>(
    `select id, parent_id, level, name, short_name, division, real_data from organisation
     where id = $1 or id in (select organisation_id from acting where office_id = $1) order by id`,
    [office],
  );
  const own = rows.find((row) => row.id === office);
  if (!own) return undefined;
  const [parent] = await sql.query<{ name: string }>('select name from organisation where id = $1', [
    own.parent_id ?? '',
  ]);
  const users = await sql.query<UserRow>(
    'select id, name, roles, sign_key, seal_key, active from app_user where office_id = $1 order by id',
    [office],
  );
  return {
    office: organisationOf(own),
    organisations: [own, ...rows.filter((row) => row !== own)].map(organisationOf),
    ...(parent ? { parentName: parent.name } : {}),
    realData: own.real_data,
    users: users.map((user) => ({
      id: user.id,
      name: user.name,
      roles: [...rolesOf(user.roles)],
      signKey: user.sign_key,
      sealKey: user.seal_key,
      active: user.active,
    })),
    serverSealKey: ports.secrets.sealPublic,
    epoch: await epochOf(sql),
  };
}
