import { createContext, use } from 'react';
import type { UserSummary } from '../../store/port.ts';
import type { Compartment, Role } from '../../../domain/access.ts';
import { mayWrite, readableCompartments } from '../../../domain/access.ts';
import type { OfficeScope } from '../../../domain/organisation.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Host } from '../../host/host.ts';
import type { StorePort } from '../../store/port.ts';
import type { EventHub } from './events.ts';
import type { ListMemory } from './listMemory.ts';

/** What every screen of an unlocked office works with. */
export interface Workspace {
  readonly store: StorePort;
  readonly host: Host;
  readonly events: EventHub;
  readonly definitions: readonly RecordDefinition[];
  readonly user: UserSummary;
  readonly scope: OfficeScope;
  /** One person alone on this PC: no role words are shown (K40). */
  readonly alone: boolean;
  /** The unit chosen in the title bar; undefined = 全部 (K8). */
  readonly unit: string | undefined;
  /** Where lists were left, so that 上一人/下一人 follow the list the clerk came from. */
  readonly lists: ListMemory;
  /** Work to put away before the keys are dropped, and whether that succeeded; returns how to take it back. */
  beforeLock(flush: () => Promise<boolean>): () => void;
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export const WorkspaceProvider = WorkspaceContext.Provider;

/** The workspace around this screen; screens are mounted only while it is unlocked. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === undefined) throw new Error('a screen was mounted outside the workspace');
  return workspace;
}

export function useDefinition(type: string): RecordDefinition | undefined {
  return useWorkspace().definitions.find((definition) => definition.type === type);
}

/** Whether this user may change records of a compartment; screens leave out what would be refused anyway. */
export function useMayWrite(compartment: Compartment): boolean {
  return mayWrite(useWorkspace().user.roles, compartment);
}

/** Types this user may open, in menu order. */
export function readableDefinitions(
  definitions: readonly RecordDefinition[],
  roles: readonly Role[],
): readonly RecordDefinition[] {
  const open = readableCompartments(roles);
  return definitions.filter((definition) => open.includes(definition.compartment));
}

/** Organisations a list or a new record concerns: the chosen unit, or all of this PC. */
export function organisationsOf(workspace: Workspace): readonly string[] {
  return workspace.unit === undefined ? [] : [workspace.unit];
}

/** Where a new record belongs when no unit is chosen: the office itself. */
export function organisationForNew(workspace: Workspace): string {
  return workspace.unit ?? workspace.scope.office.id;
}

export function organisationName(workspace: Workspace, id: string): string {
  const found = workspace.scope.organisations.find((organisation) => organisation.id === id);
  return found === undefined ? '' : found.shortName || found.name;
}
