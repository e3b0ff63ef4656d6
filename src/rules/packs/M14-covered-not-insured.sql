/*---
id: M14
version: 3
kind: missed
title: { zh: 在保人员未查到医保参保, en: covered person without medical insurance }
severity: medium
requires: [assistance, insurance]
absence: [insurance]
reason:
  zh: 在享{scheme_label}，医保名单中未查到正常参保记录
  en: receives {scheme}; no insurance in force was found
evidence: [scheme]
innocent:
  zh: [在外省或以学生、职工身份参保, 医保名单证件号有误, 当年参保正在办理]
  en: [insured in another province or as a student or employee, the ID in the insurance list is wrong, enrolment is under way]
check:
  zh: [本年度是否参保及参保地, 是否已办资助参保]
  en: [whether and where insured this year, whether assisted enrolment was filed]
basis:
  - { title: 国办发〔2021〕42号, date: 2021-10-28, article: 资助参保, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: a state that nothing maps proves no lack of insurance }
  - { version: 3, date: 2026-11-28, note: 'a number that is contested elsewhere than in the insurance list keeps nobody quiet who owns it' }
---*/
SELECT
  c.person_id,
  '' AS episode,
  '[' || c.source || ']' AS sources,
  link_class_of(c.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  c.scheme_group AS scheme,
  c.scheme_label
FROM covered_person AS c
-- A record whose state nothing maps may be in force.
WHERE c.person_id NOT IN (SELECT person_id FROM insured WHERE coalesce(member_status, 'normal') = 'normal')
  AND c.person_id NOT IN (SELECT person_id FROM dead_person)
  AND c.person_id NOT IN (SELECT person_id FROM perhaps_insured)
  -- Whose number stands in the insurance list under another name, or is another's, or may have been cut by a spreadsheet, stands in the other list under another one.
  AND c.person_id NOT IN (SELECT person_id FROM contested_number WHERE NOT owns OR other_kind = 'insurance')
  AND c.person_id NOT IN (SELECT person_id FROM assistance WHERE ends_with(id, '000'))
