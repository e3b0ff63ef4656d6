/*---
id: M10
version: 3
kind: missed
title: { zh: 残疾人两项补贴可能漏发, en: disability allowance perhaps not paid }
severity: medium
requires: [assistance, disability]
absence: [assistance, payment]
explainedBy: episode
parameters:
  livingSchemes:
    type: list
    default: [dibao, dibao_single]
    meaning:
      zh: 哪些待遇的残疾人应享困难残疾人生活补贴；有的地方含低保边缘
      en: benefits whose disabled recipients are entitled to the living allowance; some places add edge
  careLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 各类残疾中应享护理补贴的等级
      en: levels entitled to the care allowance, any type
  careMentalLevels:
    type: list
    default: []
    meaning:
      zh: 仅智力（5）、精神（6）残疾另加的等级
      en: further levels for intellectual (5) and mental (6) disability only
  listShare:
    type: number
    default: 0.5
    meaning:
      zh: 名单至少应覆盖应享人员的比例；低于此比例视为名单不全，不提示任何人
      en: share of the entitled that a list must hold; below it the list is taken to be incomplete and nobody is named
reason:
  zh: 持有有效残疾人证（{type_label}{level_label}），名单中未查到{allowance_zh}
  en: holds a valid disability certificate (type {disability_type}, level {disability_level}); no {allowance_en} was found
evidence: [allowance_en, disability_level]
innocent:
  zh: [已选择其他待遇不可叠加, 在机构供养或住院, 账户信息待补, 本人未申请]
  en: [another benefit was chosen that excludes it, lives in an institution, account details are missing, never applied]
check:
  zh: [是否申请过补贴, 是否享受特困、工伤护理等不可叠加的待遇, 银行账户]
  en: [whether the allowance was applied for, benefits that exclude it, bank account]
basis:
  - { title: 国发〔2015〕52号, date: 2015-09-22, article: 残疾人两项补贴, verified: false }
  - { title: 民发〔2021〕70号, date: 2021-10-15, article: 两项补贴管理, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: the allowance is searched for under other numbers and names }
  - { version: 3, date: 2026-11-28, note: 'the care payment for a work injury excludes both allowances (国发〔2015〕52号)' }
---*/
WITH by_certificate AS (
  SELECT
    d.person_id, d.source, d.link_rank, d.disability_type, d.disability_level, d.type_label, d.level_label,
    'disability_living' AS allowance, '困难残疾人生活补贴' AS allowance_zh, 'living allowance for disabled people in hardship' AS allowance_en
  FROM certificate AS d
  WHERE d.in_force
    AND d.person_id IN (SELECT person_id FROM coverage WHERE active AND scheme IN $livingSchemes)
  UNION ALL
  SELECT
    d.person_id, d.source, d.link_rank, d.disability_type, d.disability_level, d.type_label, d.level_label,
    'disability_care', '重度残疾人护理补贴', 'care allowance for severely disabled people'
  FROM certificate AS d
  WHERE d.in_force
    AND (
      d.disability_level IN $careLevels
      OR (d.disability_level IN $careMentalLevels AND d.disability_type IN ('5', '6'))
    )
),
-- Who has what excludes the allowance is not missed, and says nothing of how whole the list is.
entitled AS (
  SELECT *
  FROM by_certificate
  WHERE person_id NOT IN (SELECT person_id FROM coverage WHERE active AND scheme = 'tekun')
    AND person_id NOT IN (SELECT person_id FROM dead_person)
    AND person_id NOT IN (SELECT person_id FROM custom_work_injury WHERE end_month IS NULL OR end_month > $asOf)
    AND NOT (
      allowance = 'disability_living'
      AND person_id IN (SELECT person_id FROM coverage WHERE active AND scheme IN ('orphan', 'defacto_orphan'))
    )
),
listed AS (
  SELECT e.allowance
  FROM entitled AS e
  LEFT JOIN (SELECT DISTINCT person_id, scheme FROM allowance WHERE active) AS a
    ON a.person_id = e.person_id
    AND a.scheme = e.allowance
  GROUP BY e.allowance
  HAVING count(a.person_id) >= $listShare * count(*)
)
SELECT
  e.person_id,
  e.allowance AS episode,
  '[' || e.source || ']' AS sources,
  link_class_of(e.link_rank) AS link_class,
  NULL AS amount,
  false AS refused,
  e.disability_type,
  e.disability_level,
  e.type_label,
  e.level_label,
  e.allowance_zh,
  e.allowance_en
FROM entitled AS e
WHERE e.allowance IN (SELECT allowance FROM listed)
  AND NOT EXISTS (
    SELECT 1 FROM allowance AS a WHERE a.person_id = e.person_id AND a.scheme = e.allowance AND a.active
  )
