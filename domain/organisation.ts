/** Levels are for words on the screen only; workflow steps name roles of organisations, never levels (K9). */
export type OrganisationLevel = 'province' | 'city' | 'county' | 'town' | 'grassroots';

/** A union in the union tree, which is not the tree of divisions: 东莞 and 中山 have no county, functional zones no code. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: OrganisationLevel;
  readonly parentId: string | null;
  /** GB/T 2260 or nine-digit statistical code; absent for functional zones. */
  readonly division?: string;
}

/** What one PC works on: its office, and the organisations it acts for (代管, K8), the office included. */
export interface OfficeScope {
  readonly office: Organisation;
  readonly organisations: readonly Organisation[];
  readonly parentName?: string;
  /** False for demo and training; a browser host and an embedded database refuse true (R15). */
  readonly realData: boolean;
}
