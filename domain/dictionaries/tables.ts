import archiveLevel from './archive_level.json' with { type: 'json' };
import assistanceKind from './assistance_kind.json' with { type: 'json' };
import attachmentType from './attachment_type.json' with { type: 'json' };
import calendarMonth from './calendar_month.json' with { type: 'json' };
import consentForm from './consent_form.json' with { type: 'json' };
import contractTermBand from './contract_term_band.json' with { type: 'json' };
import counsellingIssue from './counselling_issue.json' with { type: 'json' };
import counsellingMode from './counselling_mode.json' with { type: 'json' };
import dibaoGuangdong2024Minimum from './dibao_guangdong_2024_minimum.json' with { type: 'json' };
import disability from './disability.json' with { type: 'json' };
import duesMethod from './dues_method.json' with { type: 'json' };
import employmentForm from './employment_form.json' with { type: 'json' };
import employmentState from './employment_state.json' with { type: 'json' };
import enterpriseStatus from './enterprise_status.json' with { type: 'json' };
import ethnicExtension from './ethnic_extension.json' with { type: 'json' };
import fundSource from './fund_source.json' with { type: 'json' };
import gbt2260Guangdong from './gbt2260_guangdong.json' with { type: 'json' };
import gbt22611Sex from './gbt2261_1_sex.json' with { type: 'json' };
import gbt22612Marital from './gbt2261_2_marital.json' with { type: 'json' };
import gbt22614OccupationIdentity from './gbt2261_4_occupation_identity.json' with { type: 'json' };
import gbt3304Ethnic from './gbt3304_ethnic.json' with { type: 'json' };
import gbt4658Education from './gbt4658_education.json' with { type: 'json' };
import gbt4754IndustrySection from './gbt4754_industry_section.json' with { type: 'json' };
import gbt4761Relationship from './gbt4761_relationship.json' with { type: 'json' };
import gbt4761RelationshipShort from './gbt4761_relationship_short.json' with { type: 'json' };
import gbt4762Political from './gbt4762_political.json' with { type: 'json' };
import hardshipCaseState from './hardship_case_state.json' with { type: 'json' };
import hardshipCategoryCurrent from './hardship_category_current.json' with { type: 'json' };
import hardshipCategoryLegacy from './hardship_category_legacy.json' with { type: 'json' };
import hardshipCause from './hardship_cause.json' with { type: 'json' };
import hardshipExitReason from './hardship_exit_reason.json' with { type: 'json' };
import hardshipKeyGroup from './hardship_key_group.json' with { type: 'json' };
import hardshipUnitNature from './hardship_unit_nature.json' with { type: 'json' };
import healthStatusHardship from './health_status_hardship.json' with { type: 'json' };
import honour from './honour.json' with { type: 'json' };
import householdRegistration from './household_registration.json' with { type: 'json' };
import householdTypeGat2000 from './household_type_gat2000.json' with { type: 'json' };
import housingAreaBand from './housing_area_band.json' with { type: 'json' };
import housingType from './housing_type.json' with { type: 'json' };
import idDocumentType from './id_document_type.json' with { type: 'json' };
import leaveReason from './leave_reason.json' with { type: 'json' };
import marketEntityType2023 from './market_entity_type_2023.json' with { type: 'json' };
import medicalInsurance from './medical_insurance.json' with { type: 'json' };
import memberWorkStatus from './member_work_status.json' with { type: 'json' };
import membershipChangeReason from './membership_change_reason.json' with { type: 'json' };
import membershipChangeType from './membership_change_type.json' with { type: 'json' };
import membershipEvent from './membership_event.json' with { type: 'json' };
import membershipLeaveReason from './membership_leave_reason.json' with { type: 'json' };
import membershipStatus from './membership_status.json' with { type: 'json' };
import modelWorkerType from './model_worker_type.json' with { type: 'json' };
import newEmploymentType from './new_employment_type.json' with { type: 'json' };
import politicalHardshipForm from './political_hardship_form.json' with { type: 'json' };
import programmeTag from './programme_tag.json' with { type: 'json' };
import psychReferralTarget from './psych_referral_target.json' with { type: 'json' };
import psychRiskLevel from './psych_risk_level.json' with { type: 'json' };
import psychServiceType from './psych_service_type.json' with { type: 'json' };
import serviceSiteType from './service_site_type.json' with { type: 'json' };
import skillLevelEight from './skill_level_eight.json' with { type: 'json' };
import skillLevelGbt14946 from './skill_level_gbt14946.json' with { type: 'json' };
import syncState from './sync_state.json' with { type: 'json' };
import titleLevel from './title_level.json' with { type: 'json' };
import unionFormIndustry2002 from './union_form_industry_2002.json' with { type: 'json' };
import unionFormUnitCategory from './union_form_unit_category.json' with { type: 'json' };
import unionOrgFormLocal from './union_org_form_local.json' with { type: 'json' };
import unionOrgType from './union_org_type.json' with { type: 'json' };
import unionOrgTypeLocal from './union_org_type_local.json' with { type: 'json' };
import workStatus from './work_status.json' with { type: 'json' };
import yesNo from './yes_no.json' with { type: 'json' };
import type { DictionaryEntry } from './entry.ts';

/** Every code table, by file name. Sources and how far each is verified stand in _manifest.json. */
export const tables: Readonly<Record<string, readonly DictionaryEntry[]>> = {
  archive_level: archiveLevel,
  assistance_kind: assistanceKind,
  attachment_type: attachmentType,
  calendar_month: calendarMonth,
  consent_form: consentForm,
  contract_term_band: contractTermBand,
  counselling_issue: counsellingIssue,
  counselling_mode: counsellingMode,
  dibao_guangdong_2024_minimum: dibaoGuangdong2024Minimum,
  disability: disability,
  dues_method: duesMethod,
  employment_form: employmentForm,
  employment_state: employmentState,
  enterprise_status: enterpriseStatus,
  ethnic_extension: ethnicExtension,
  fund_source: fundSource,
  gbt2260_guangdong: gbt2260Guangdong,
  gbt2261_1_sex: gbt22611Sex,
  gbt2261_2_marital: gbt22612Marital,
  gbt2261_4_occupation_identity: gbt22614OccupationIdentity,
  gbt3304_ethnic: gbt3304Ethnic,
  gbt4658_education: gbt4658Education,
  gbt4754_industry_section: gbt4754IndustrySection,
  gbt4761_relationship: gbt4761Relationship,
  gbt4761_relationship_short: gbt4761RelationshipShort,
  gbt4762_political: gbt4762Political,
  hardship_case_state: hardshipCaseState,
  hardship_category_current: hardshipCategoryCurrent,
  hardship_category_legacy: hardshipCategoryLegacy,
  hardship_cause: hardshipCause,
  hardship_exit_reason: hardshipExitReason,
  hardship_key_group: hardshipKeyGroup,
  hardship_unit_nature: hardshipUnitNature,
  health_status_hardship: healthStatusHardship,
  honour: honour,
  household_registration: householdRegistration,
  household_type_gat2000: householdTypeGat2000,
  housing_area_band: housingAreaBand,
  housing_type: housingType,
  id_document_type: idDocumentType,
  leave_reason: leaveReason,
  market_entity_type_2023: marketEntityType2023,
  medical_insurance: medicalInsurance,
  member_work_status: memberWorkStatus,
  membership_change_reason: membershipChangeReason,
  membership_change_type: membershipChangeType,
  membership_event: membershipEvent,
  membership_leave_reason: membershipLeaveReason,
  membership_status: membershipStatus,
  model_worker_type: modelWorkerType,
  new_employment_type: newEmploymentType,
  political_hardship_form: politicalHardshipForm,
  programme_tag: programmeTag,
  psych_referral_target: psychReferralTarget,
  psych_risk_level: psychRiskLevel,
  psych_service_type: psychServiceType,
  service_site_type: serviceSiteType,
  skill_level_eight: skillLevelEight,
  skill_level_gbt14946: skillLevelGbt14946,
  sync_state: syncState,
  title_level: titleLevel,
  union_form_industry_2002: unionFormIndustry2002,
  union_form_unit_category: unionFormUnitCategory,
  union_org_form_local: unionOrgFormLocal,
  union_org_type: unionOrgType,
  union_org_type_local: unionOrgTypeLocal,
  work_status: workStatus,
  yes_no: yesNo,
};
