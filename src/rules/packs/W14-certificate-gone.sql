/*---
id: W14
version: 3
kind: wrong
title: { zh: 依残疾证享受的待遇残疾证失效或等级变化, en: certificate behind a benefit is no longer valid }
severity: medium
requires: [assistance, disability]
entitlement: [disability]
parameters:
  careLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 发放护理补贴的等级
      en: levels that the care allowance is paid for
  singleLevels:
    type: list
    default: ['1', '2']
    meaning:
      zh: 单人保所依据的等级（各类残疾）
      en: levels that single-person cover rests on, any type
  singleMentalLevels:
    type: list
    default: ['3']
    meaning:
      zh: 仅智力（5）、精神（6）残疾另加的等级
      en: further levels for intellectual (5) and mental (6) disability only
  graceDays:
    type: number
    default: 90
    meaning:
      zh: 证件到期后留给换证的天数
      en: days after expiry that are left for the renewal
evidence: [state_en]
reason:
  zh: 享受{benefit_zh}，最近一本残疾人证{state_zh}，待核实
  en: receives {benefit_en}; the latest certificate {state_en}, to be verified
innocent:
  zh: [换证正在办理, 残疾情况未变, 名单未及时更新, 单人保另有重病依据]
  en: [renewal is under way, the disability is unchanged, the list was not updated, single-person cover rests on an illness]
check:
  zh: [是否已申请换证, 现在的残疾情况, 是否有其他享受依据]
  en: [whether renewal was filed, the present disability, other grounds for the benefit]
basis:
  - { title: 民发〔2021〕70号, date: 2021-10-15, article: 动态管理, verified: false }
owner: yingbao
changes:
  - { version: 2, date: 2026-11-28, note: 'single-person cover on the ground of an illness needs no certificate' }
  - { version: 3, date: 2026-11-28, note: 'renewal has its time also where the list marks what has expired; the dead and whose allowance is suspended are left out' }
---*/
WITH benefit AS (
  SELECT person_id, link_rank, source, first_month, 'dibao_single' AS benefit, '低保单人保' AS benefit_zh, 'single-person cover' AS benefit_en
  FROM coverage
  WHERE active
    AND scheme = 'dibao_single'
  UNION ALL
  SELECT person_id, link_rank, source, first_month, 'disability_care', '重度残疾人护理补贴', 'the care allowance'
  FROM allowance
  WHERE active
    AND scheme = 'disability_care'
    -- Who is suspended on the roll is looked into already, though money went out a month or two ago.
    AND person_id NOT IN (
      SELECT person_id
      FROM assistance
      WHERE scheme = 'disability_care'
      GROUP BY person_id
      HAVING bool_or(status = 'suspended')
        AND NOT bool_or(status = 'active')
    )
),
-- Some lists mark what has expired and some leave it to the date: the time for the renewal is the same.
latest AS (
  SELECT *, status = 'valid' OR (status = 'expired' AND coalesce(expiry_date <= $asOf, false)) AS by_date
  FROM certificate
)
SELECT
  b.person_id,
  b.benefit AS episode,
  '[' || b.source || ',' || d.source || ']' AS sources,
  link_class_of(least(b.link_rank, d.link_rank)) AS link_class,
  NULL AS amount,
  false AS refused,
  b.benefit_zh,
  b.benefit_en,
  CASE
    WHEN NOT d.by_date THEN '状态不是有效'
    WHEN d.expiry_date < $asOf - CAST($graceDays AS INTEGER) THEN '已于' || d.expiry_date || '到期'
    ELSE '为' || d.level_label
  END AS state_zh,
  CASE
    WHEN NOT d.by_date THEN 'is not marked as valid'
    WHEN d.expiry_date < $asOf - CAST($graceDays AS INTEGER) THEN 'expired on ' || d.expiry_date
    ELSE 'is of level ' || d.disability_level
  END AS state_en
FROM benefit AS b
JOIN latest AS d ON d.person_id = b.person_id
WHERE d.status IS NOT NULL
  -- Nobody can renew the certificate of the dead; what is paid for them is another question.
  AND b.person_id NOT IN (SELECT person_id FROM dead_person)
  -- Single-person cover may rest on an illness; then the certificate says nothing.
  AND NOT (b.benefit = 'dibao_single' AND b.person_id IN (SELECT person_id FROM custom_serious_illness))
  AND (
    NOT d.by_date
    OR d.expiry_date < $asOf - CAST($graceDays AS INTEGER)
    OR (b.benefit = 'disability_care' AND d.disability_level NOT IN $careLevels)
    OR (
      b.benefit = 'dibao_single'
      AND d.disability_level NOT IN $singleLevels
      AND NOT (d.disability_level IN $singleMentalLevels AND d.disability_type IN ('5', '6'))
    )
  )
QUALIFY row_number() OVER (PARTITION BY b.person_id, b.benefit ORDER BY b.source) = 1
