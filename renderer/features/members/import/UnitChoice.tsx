import { Select } from 'antd';
import { useWorkspace } from '../../../records/ui/workspace.tsx';

interface UnitChoiceProps {
  readonly label: string;
  /** Absent until somebody has said whose people these are. */
  readonly organisation: string | undefined;
  readonly onOrganisation: (organisation: string) => void;
}

/** Whose books are meant, where the office keeps those of several (K8); nothing where there is only one. */
export function UnitChoice({ label, organisation, onOrganisation }: UnitChoiceProps) {
  const { scope } = useWorkspace();
  if (scope.organisations.length <= 1) return null;
  return (
    <div className="field file-unit">
      <label htmlFor="unit-choice">{label}</label>
      <Select<string>
        id="unit-choice"
        className="full"
        placeholder="请先选单位"
        {...(organisation === undefined ? {} : { value: organisation })}
        showSearch={{ optionFilterProp: 'label' }}
        options={scope.organisations.map((each) => ({ value: each.id, label: each.name }))}
        onChange={onOrganisation}
      />
    </div>
  );
}
