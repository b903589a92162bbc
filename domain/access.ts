/** Who may open what. The server enforces it; the client's key slots make it true on the disk (R12). */
export const roles = ['officeAdmin', 'clerk', 'reviewer', 'counsellor', 'chair'] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Readonly<Record<Role, string>> = {
  officeAdmin: '本单位管理员',
  clerk: '经办人',
  reviewer: '审核人',
  counsellor: '咨询师',
  chair: '主席（查看）',
};

export const compartments = ['general', 'hardship', 'counselling'] as const;
export type Compartment = (typeof compartments)[number];

const opens: Readonly<Record<Role, readonly Compartment[]>> = {
  officeAdmin: ['general', 'hardship'],
  clerk: ['general', 'hardship'],
  reviewer: ['general', 'hardship'],
  counsellor: ['general', 'counselling'],
  chair: ['general', 'hardship'],
};

const writes: Readonly<Record<Role, readonly Compartment[]>> = {
  officeAdmin: ['general', 'hardship'],
  clerk: ['general', 'hardship'],
  reviewer: ['general', 'hardship'],
  counsellor: ['counselling'],
  chair: [],
};

/** Compartments that a holder of these roles may read. */
export function readableCompartments(held: readonly Role[]): readonly Compartment[] {
  return compartments.filter((compartment) => held.some((role) => opens[role].includes(compartment)));
}

/** Whether a holder of these roles may write records of a compartment. */
export function mayWrite(held: readonly Role[], compartment: Compartment): boolean {
  return held.some((role) => writes[role].includes(compartment));
}

/** Only an office administrator registers users of the office (R10). */
export function mayManageUsers(held: readonly Role[]): boolean {
  return held.includes('officeAdmin');
}
