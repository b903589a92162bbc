import { openCompare } from '../../../records/compare/client.ts';
import { bearingsOf } from '../../../records/compare/standing.ts';
import { useDefinition, useMayWrite } from '../../../records/ui/workspace.tsx';
import { NotHere } from '../../records/ListPage.tsx';
import { CompareDesk } from './CompareDesk.tsx';

/** 三方核对 */
export function ComparePage() {
  const definition = useDefinition('member');
  const mayWrite = useMayWrite('general');
  if (definition === undefined || !mayWrite || bearingsOf(definition) === undefined) return <NotHere />;
  return <CompareDesk definition={definition} open={openCompare} />;
}
